using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Pipeline.HealthSaga.Saga;
using Pipeline.HealthSaga.Store;

namespace Pipeline.HealthSaga;

/// <summary>
/// What this process does of what all health-saga processes on one database share: who judges, and who looks after which shard of the containers. Each
/// duty is a PostgreSQL advisory lock, each process holds its fair part of them in one session, and a process that dies leaves them to the others.
/// </summary>
/// <remarks>A session of its own and not a lock at a time: whoever shares is counted by a lock that all of them hold together.</remarks>
public sealed class Duties(HealthStore store, HealthSettings settings, TimeProvider time, ILogger<Duties> log) : BackgroundService
{
    /// <summary>The class of these locks among PostgreSQL's advisory locks.</summary>
    private const int Locks = 0x4865616c;

    /// <summary>Held by every process, so that they can be counted.</summary>
    private const int Membership = -1;

    private const int Judging = SagaId.Shards;

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private volatile Part part = Part.None;

    /// <summary>Whether this process asks the governor, and does what is due.</summary>
    public bool Judges => part.Held.Contains(Judging);

    /// <summary>The shards whose containers this process looks at.</summary>
    public IReadOnlyCollection<int> Shards => part.Shards;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ShareAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                if (part != Part.None) log.DutiesLost(failure.Message);
            }

            part = Part.None;
            await Task.Delay(Pace, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ShareAsync(CancellationToken cancel)
    {
        // A session of its own, and a server that looks every second whether its client still lives.
        var watched = new NpgsqlConnectionStringBuilder(settings.Database)
        {
            Pooling = false,
            KeepAlive = 5,
            CommandTimeout = 5,
            Options = "-c client_connection_check_interval=1000 -c tcp_keepalives_idle=5 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=3",
        };
        await using var session = new NpgsqlConnection(watched.ConnectionString);
        await session.OpenAsync(cancel);
        await AskAsync(session, "select pg_advisory_lock_shared($1, $2) is null", Membership, cancel);
        using var pace = new PeriodicTimer(Pace, time);
        do
        {
            await BalanceAsync(session, cancel);
        }
        while (await pace.WaitForNextTickAsync(cancel));
    }

    /// <summary>Gives up what is more than a fair part, and takes what is free up to it.</summary>
    private async Task BalanceAsync(NpgsqlConnection session, CancellationToken cancel)
    {
        var members = await CountMembersAsync(session, cancel);
        var fair = (SagaId.Shards + members - 1) / members;
        var held = part.Held;

        foreach (var surplus in held.Where(duty => duty != Judging).Skip(fair).ToArray())
        {
            await AskAsync(session, "select pg_advisory_unlock($1, $2)", surplus, cancel);
            held = held.Remove(surplus);
        }

        foreach (var duty in Enumerable.Range(0, SagaId.Shards + 1).Except(held).OrderBy(_ => Random.Shared.Next()).ToArray())
            if ((duty == Judging || held.Count(shard => shard != Judging) < fair) && await AskAsync(session, "select pg_try_advisory_lock($1, $2)", duty, cancel))
                held = held.Add(duty);

        if (held.SetEquals(part.Held)) return;
        part = new Part(held);
        log.DutiesShared(held.Count(duty => duty != Judging), SagaId.Shards, members, Judges);
        await PublishAsync(cancel);
    }

    /// <summary>Lets the judge know who looks at what.</summary>
    private async Task PublishAsync(CancellationToken cancel)
    {
        await using var documents = store.OpenSession();
        var known = await documents.LoadAsync<ProberShare>(settings.Prober, cancel);
        documents.Store(new ProberShare(settings.Prober, [.. part.Shards], time.GetUtcNow()) { NewerMembers = known?.NewerMembers });
        await documents.SaveChangesAsync(cancel);
    }

    private static async Task<int> CountMembersAsync(NpgsqlConnection session, CancellationToken cancel)
    {
        const string members = """
            select count(*)::int from pg_locks
            where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())
              and classid = $1 and objid = $2 and mode = 'ShareLock' and granted
            """;
        await using var command = new NpgsqlCommand(members, session);

        // PostgreSQL shows the two halves of a key as unsigned numbers.
        command.Parameters.Add(new NpgsqlParameter { Value = (uint)Locks, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Oid });
        command.Parameters.Add(new NpgsqlParameter { Value = unchecked((uint)Membership), NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Oid });
        return Math.Max(1, (int)(await command.ExecuteScalarAsync(cancel))!);
    }

    private static async Task<bool> AskAsync(NpgsqlConnection session, string question, int duty, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(question, session);
        command.Parameters.Add(new NpgsqlParameter { Value = Locks });
        command.Parameters.Add(new NpgsqlParameter { Value = duty });
        return await command.ExecuteScalarAsync(cancel) is true;
    }

    private sealed class Part(ImmutableSortedSet<int> held)
    {
        public static readonly Part None = new([]);

        public ImmutableSortedSet<int> Held => held;

        public IReadOnlyCollection<int> Shards { get; } = [.. held.Where(duty => duty != Judging)];
    }
}
