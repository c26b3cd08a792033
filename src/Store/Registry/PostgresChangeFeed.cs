using Npgsql;
using Pipeline.Projector.Registry;
using Pipeline.Store.Connections;
using Pipeline.Store.Failures;

namespace Pipeline.Store.Registry;

/// <summary>Sends and receives change notices with PostgreSQL's LISTEN and NOTIFY.</summary>
internal sealed class PostgresChangeFeed(string database) : IChangeFeed
{
    /// <summary>The channel of the notices. It must not change: older and newer versions use the same.</summary>
    public const string Channel = "pipeline_zone";

    public const string Notify = "select pg_notify($1, $2)";

    /// <summary>
    /// PostgreSQL refuses longer notification payloads: 8,000 bytes (https://www.postgresql.org/docs/current/sql-notify.html).
    /// </summary>
    private const int MaxPayload = 7_900;

    private readonly string listening = ConnectionStrings.ForListening(database);
    private readonly string work = ConnectionStrings.ForWork(database);

    public static string Payload(ChangeNotice notice) => notice.Write(MaxPayload);

    public Task ListenAsync(Action<ChangeNotice> heard, CancellationToken cancel) => StoreCall.RunAsync(async () =>
    {
        await using var connection = new NpgsqlConnection(listening);
        connection.Notification += (_, notice) => heard(ChangeNotice.Read(notice.Payload));
        await connection.OpenAsync(cancel);
        await using (var listen = new NpgsqlCommand($"listen {Channel}", connection))
            await listen.ExecuteNonQueryAsync(cancel);

        heard(ChangeNotice.All);
        while (true)
            await connection.WaitAsync(cancel);
    });

    public Task PublishAsync(ChangeNotice notice, CancellationToken cancel) => StoreCall.RunAsync(async () =>
    {
        await using var connection = new NpgsqlConnection(work);
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(Notify, connection)
        {
            Parameters = { new() { Value = Channel }, new() { Value = Payload(notice) } },
        };
        await command.ExecuteNonQueryAsync(cancel);
    });
}
