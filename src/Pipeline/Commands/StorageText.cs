using Pipeline.Core.Storage;

namespace Pipeline.Commands;

/// <summary>What each table holds, and how long.</summary>
internal static class StorageText
{
    /// <summary>The text of a table; null for one of no size to speak of.</summary>
    /// <param name="table">Its schema and name.</param>
    public static string? Describe(string table) => table switch
    {
        "pipeline.mt_events" => "events of the registry and the zone, for the retention; summaries of what goes on",
        "pipeline.mt_streams" => "their streams, as long as they have an event",
        "pipeline.life" => "lives of containers, from the end of the retention to a year",
        "health.mt_events" => "events of containers' health, for the retention",
        "health.mt_streams" => "their streams, as long as they have an event",
        "pipeline." + DocumentNames.TablePrefix + DocumentNames.Container => "containers, until the retention after their end",
        "pipeline." + DocumentNames.TablePrefix + DocumentNames.Host => "hosts, until the retention after they left",
        "pipeline." + DocumentNames.TablePrefix + DocumentNames.HostLease => "leases of hosts, as long as the hosts",
        "pipeline." + DocumentNames.TablePrefix + DocumentNames.NameBinding => "owners of names, until the retention after they are free",
        "pipeline." + DocumentNames.TablePrefix + DocumentNames.LedgerEntry => "records, until the retention after they are gone",
        "health." + DocumentNames.TablePrefix + DocumentNames.Saga => "sagas, until the retention after their end",
        "health." + DocumentNames.TablePrefix + DocumentNames.HostLease => "leases of hosts, until the retention after their last report",
        _ => null,
    };
}
