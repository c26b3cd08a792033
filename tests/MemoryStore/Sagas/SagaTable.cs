using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.Core.Health;
using Pipeline.Core.Storage;
using Pipeline.HealthSaga.Saga;
using Pipeline.History.Events;

namespace Pipeline.Tests.MemoryStore.Sagas;

/// <summary>Sagas at numbered revisions, and the events of all of them in one sequence. What is handed out is a copy.</summary>
internal sealed class SagaTable(TimeProvider time)
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    private readonly Lock gate = new();
    // In the order in which they were last saved.
    private readonly OrderedDictionary<Guid, Row> rows = [];
    private readonly List<(RecordedHealth Recorded, DateTimeOffset At)> events = [];
    private readonly HashSet<Guid> newer = [];

    public DateTimeOffset Now => time.GetUtcNow();

    public ContainerHealthSaga? Find(Guid id)
    {
        lock (gate) return rows.TryGetValue(id, out var row) ? row.Read() : null;
    }

    /// <summary>The sagas that meet a condition, and when each was last saved.</summary>
    public IReadOnlyList<(ContainerHealthSaga Saga, DateTimeOffset SavedAt)> Where(Func<ContainerHealthSaga, bool> condition) =>
        Where((saga, _) => condition(saga));

    /// <summary>The sagas that meet a condition, of which the moment of their last save may be a part.</summary>
    public IReadOnlyList<(ContainerHealthSaga Saga, DateTimeOffset SavedAt)> Where(
        Func<ContainerHealthSaga, DateTimeOffset, bool> condition)
    {
        lock (gate) return [.. rows.Values.Where(row => condition(row.Stored, row.SavedAt)).Select(row => (row.Read(), row.SavedAt))];
    }

    /// <summary>Every saga and when it was last saved.</summary>
    public IReadOnlyList<(ContainerHealthSaga Saga, DateTimeOffset SavedAt)> All() => Where(_ => true);

    public IReadOnlyList<(RecordedHealth Recorded, DateTimeOffset At)> Events()
    {
        lock (gate) return [.. events];
    }

    /// <summary>A backup of every saga and event.</summary>
    public object Backup()
    {
        lock (gate) return (rows.ToArray(), events.Count);
    }

    public void Restore(object backup)
    {
        var (kept, count) = ((KeyValuePair<Guid, Row>[], int))backup;
        lock (gate)
        {
            rows.Clear();
            newer.Clear();
            foreach (var (id, row) in kept) rows[id] = row;
            events.RemoveRange(count, events.Count - count);
        }
    }

    /// <summary>A newer version adds a member of its own to each saga and to its health.</summary>
    public void WriteAsANewerVersion()
    {
        lock (gate)
        {
            foreach (var (id, row) in rows.ToArray())
            {
                var saga = JsonSerializer.SerializeToNode(row.Stored, Json)!.AsObject();
                (saga["ofANewerVersion"], saga["Health"]!["ofANewerVersion"]) = ("kept", "kept");
                var written = saga.Deserialize<ContainerHealthSaga>(Json)!;
                rows[id] = Row.Of(written, row.Revision + 1, row.SavedAt);
                newer.Add(id);
            }
        }
    }

    /// <summary>The sagas that have no member of a newer version although one wrote into them.</summary>
    public IEnumerable<string> FindLostMembers()
    {
        lock (gate)
        {
            return [.. newer.Select(id => rows.GetValueOrDefault(id)?.Stored)
                .Where(saga => saga is not null && (saga.NewerMembers is null || saga.Health?.NewerMembers is null))
                .Select(saga => $"saga of {saga!.Health!.ContainerId}")];
        }
    }

    /// <summary>All of them, or none.</summary>
    public void Save(IReadOnlyCollection<ContainerHealthSaga> sagas)
    {
        lock (gate)
        {
            var changed = sagas.Where(saga => saga.IsChanged).ToArray();
            foreach (var saga in changed)
                if ((rows.GetValueOrDefault(saga.CorrelationId)?.Revision ?? 0) != (saga.ReadVersion ?? 0))
                    throw new StoreConflictException($"{saga.CorrelationId} is not at revision {saga.ReadVersion ?? 0} any more");
            if (changed.DistinctBy(saga => saga.CorrelationId).Count() < changed.Length)
                throw new StoreConflictException("one saga is saved twice at once");

            var now = time.GetUtcNow();
            foreach (var saga in changed)
            {
                var revision = (saga.ReadVersion ?? 0) + 1;
                rows.Remove(saga.CorrelationId);
                rows.Add(saga.CorrelationId, Row.Of(saga, revision, now));
                foreach (var happened in saga.News)
                    events.Add((new RecordedHealth(events.Count + 1, saga.Health!.ContainerId, Copy(happened), happened.At,
                        Activity.Current?.TraceId.ToHexString()), now));
                saga.Version = revision;
            }
        }
    }

    private static HealthEvent Copy(HealthEvent happened)
    {
        var type = happened.GetType();
        return (HealthEvent)JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(happened, type, Json), type, Json)!;
    }

    /// <summary>A saga as it was read back from its stored form once. What is handed out is a copy of it.</summary>
    private sealed record Row(ContainerHealthSaga Stored, int Revision, DateTimeOffset SavedAt)
    {
        public static Row Of(ContainerHealthSaga saga, int revision, DateTimeOffset now)
        {
            var stored = JsonSerializer.Deserialize<ContainerHealthSaga>(JsonSerializer.SerializeToUtf8Bytes(saga, Json), Json)!;
            stored.Version = revision;
            return new Row(stored, revision, now);
        }

        // A saga replaces its members and never changes them, so that a shallow copy is a whole one.
        public ContainerHealthSaga Read() => (ContainerHealthSaga)Copy(Stored);

        [UnsafeAccessor(UnsafeAccessorKind.Method, Name = nameof(MemberwiseClone))]
        private static extern object Copy(object saga);
    }
}
