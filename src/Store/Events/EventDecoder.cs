using System.Collections.Frozen;
using JasperFx.Events;
using Marten;
using Npgsql;
using Pipeline.Core.Dns;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;

namespace Pipeline.Store.Events;

/// <summary>Reads events as they lie in the store, whose serializer wrote them.</summary>
internal sealed class EventDecoder(ISerializer serializer)
{
    /// <summary>What the store itself appends where a transaction failed; it says nothing.</summary>
    private const string Tombstone = "tombstone";

    private static readonly FrozenDictionary<string, Type> Kinds = new[] { typeof(ContainerEvent), typeof(HostEvent), typeof(LedgerEvent) }
        .SelectMany(family => family.Assembly.GetTypes().Where(kind => kind.IsSubclassOf(family) && !kind.IsAbstract))
        .ToFrozenDictionary(kind => kind.GetEventTypeName());

    /// <summary>Every kind of event with its name in the store.</summary>
    public static IEnumerable<KeyValuePair<string, Type>> All => Kinds;

    /// <param name="row">Stands on an event.</param>
    /// <param name="kind">The column of its kind.</param>
    /// <param name="data">The column of its data.</param>
    /// <returns>The event; null for what says nothing.</returns>
    /// <exception cref="InvalidOperationException">This program does not know the kind.</exception>
    public object? Read(NpgsqlDataReader row, int kind, int data)
    {
        var name = row.GetString(kind);
        if (Kinds.TryGetValue(name, out var type)) return serializer.FromJson(type, row, data);
        return name == Tombstone ? null : throw new InvalidOperationException($"the store holds events of a kind that this program does not know ({name}): a newer one wrote them");
    }
}
