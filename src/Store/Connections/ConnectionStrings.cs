using System.Globalization;
using Npgsql;

namespace Pipeline.Store.Connections;

/// <summary>
/// Every connection string of the product: what each use of the database waits for, and for how long. Whatever runs out of time fails as a
/// store that is unavailable now (<see cref="Failures.PostgresFailures"/>), so that its caller tries again.
/// <code>
/// use        a statement   a lock   idle in a transaction   because
/// work       30 s          3 s      5 s                     a transaction takes milliseconds; a frozen process must let go of its locks
///                                                           before another one leads
/// leases     2 s           1 s      2 s                     a heartbeat that is late is worthless: the next one is sent
/// listening  30 s          –        –                       it waits without a time limit, so only keepalives watch it
/// reading    5 s           3 s      5 s                     a page that nobody waits for any more
/// long work  no limit      60 s     60 s                    a replay and the schema's changes read and write whole tables
/// </code>
/// </summary>
/// <remarks>
/// A process on a machine that vanished keeps its server session until TCP gives it up: after a quarter of an hour by default. So both ends
/// send keepalives, and the server gives up data that is not acknowledged. What an operator sets in the connection string's
/// <c>Options</c> comes last and wins; a <c>Command Timeout</c> there replaces the 30 s.
/// </remarks>
internal static class ConnectionStrings
{
    /// <summary>After this silence the other end is asked whether it is there; after as many unanswered questions it is not.</summary>
    private const int KeepaliveIdle = 5, KeepaliveInterval = 2, KeepaliveCount = 3;

    /// <summary>Seconds to open a connection: a server that is there answers in milliseconds, on a busy machine in seconds.</summary>
    private const int OpenTimeout = 10;

    /// <summary>SQL that gives a session the values of long work until it returns to its pool.</summary>
    public const string SetLongWork = "set lock_timeout = '60s'; set idle_in_transaction_session_timeout = '60s'";

    /// <summary>
    /// SQL that gives a session the values of long work, and ends it if it is idle: for a session that holds a lock while others work.
    /// </summary>
    public const string SetLongWait = $"{SetLongWork}; set idle_session_timeout = '30min'";

    private static readonly IReadOnlyDictionary<string, string> Always = new Dictionary<string, string>
    {
        // While a statement runs, the server looks whether the client is still connected.
        ["client_connection_check_interval"] = "2s",
        ["tcp_keepalives_idle"] = KeepaliveIdle.ToString(CultureInfo.InvariantCulture),
        ["tcp_keepalives_interval"] = KeepaliveInterval.ToString(CultureInfo.InvariantCulture),
        ["tcp_keepalives_count"] = KeepaliveCount.ToString(CultureInfo.InvariantCulture),
        ["tcp_user_timeout"] = "10s",
    };

    /// <summary>Transactions of the registry, the ledger and the sagas.</summary>
    /// <param name="database">The configured connection string.</param>
    /// <param name="options">Further settings of the server's session.</param>
    public static string ForWork(string database, params (string Name, string Value)[] options)
    {
        var work = Create(database, [("lock_timeout", "3s"), ("idle_in_transaction_session_timeout", "5s"), .. options]);

        // The store repeats few different statements; PostgreSQL parses and plans prepared statements once per connection.
        (work.MaxAutoPrepare, work.AutoPrepareMinUsages) = (40, 3);
        return work.ConnectionString;
    }

    /// <summary>Leases and their heartbeats, on connections of their own: nothing else keeps them waiting.</summary>
    public static string ForLeases(string database)
    {
        var leases = Create(database, [("lock_timeout", "1s"), ("idle_in_transaction_session_timeout", "2s")]);
        (leases.ApplicationName, leases.MinPoolSize, leases.MaxPoolSize) = ("pipeline lease", 0, 4);

        // A call that is given up is not cancelled on the server as well: its connection is closed.
        (leases.Timeout, leases.CommandTimeout, leases.CancellationTimeout) = (2, 2, -1);
        return leases.ConnectionString;
    }

    /// <summary>A subscription. A pooled connection would stay subscribed for its next user.</summary>
    public static string ForListening(string database)
    {
        var listening = Create(database, []);
        (listening.Pooling, listening.KeepAlive) = (false, KeepaliveIdle);
        return listening.ConnectionString;
    }

    /// <summary>Short questions that a person waits for.</summary>
    public static string ForReading(string database)
    {
        var reading = Create(database, [("lock_timeout", "3s"), ("idle_in_transaction_session_timeout", "5s")]);
        (reading.ApplicationName, reading.CommandTimeout) = ("pipeline console", 5);
        return reading.ConnectionString;
    }

    private static NpgsqlConnectionStringBuilder Create(string database, IEnumerable<(string Name, string Value)> options)
    {
        var created = new NpgsqlConnectionStringBuilder(database)
        {
            Timeout = OpenTimeout,
            TcpKeepAlive = true,
            TcpKeepAliveTime = KeepaliveIdle,
            TcpKeepAliveInterval = KeepaliveInterval,
        };
        var settings = Always.Select(option => (Name: option.Key, option.Value)).Concat(options);
        created.Options = string.Join(' ', [.. settings.Select(option => $"-c {option.Name}={option.Value}"), created.Options]).Trim();
        return created;
    }
}
