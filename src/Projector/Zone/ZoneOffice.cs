using Medallion.Threading.Postgres;
using Npgsql;

namespace Pipeline.Projector.Zone;

/// <summary>The office of a zone's writer: an advisory lock, which PostgreSQL takes back when its holder's connection dies.</summary>
internal static class ZoneOffice
{
    public static PostgresDistributedLock Of(string zone, string database) => new(
        new PostgresAdvisoryLockKey($"pipeline zone {zone}", allowHashing: true), Watched(database), options => options.KeepaliveCadence(TimeSpan.FromSeconds(5)));

    /// <summary>The holder's session is busy watching itself; PostgreSQL (14 and newer) then looks every second whether its client still lives.</summary>
    private static string Watched(string database) =>
        new NpgsqlConnectionStringBuilder(database) { Options = "-c client_connection_check_interval=1000" }.ConnectionString;
}
