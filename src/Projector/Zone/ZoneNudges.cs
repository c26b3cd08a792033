using Npgsql;
using Pipeline.Core.Dns;
using Pipeline.Projector.Registry;

namespace Pipeline.Projector.Zone;

/// <summary>Hears what the registry's writers, in this process or another, say that changed (PostgreSQL LISTEN/NOTIFY).</summary>
public sealed class ZoneNudges(ProjectorSettings settings)
{
    /// <summary>Listens until the connection breaks or the wait is cancelled; calls back for each nudge.</summary>
    public async Task ListenAsync(PendingScope pending, CancellationToken cancel)
    {
        // A pooled connection would carry its subscription into the next user's hands; keepalive notices a server that vanished.
        var direct = new NpgsqlConnectionStringBuilder(settings.Database) { Pooling = false, KeepAlive = 5 };
        await using var connection = new NpgsqlConnection(direct.ConnectionString);
        connection.Notification += (_, nudge) => pending.Add(Nudge.Read(nudge.Payload));
        await connection.OpenAsync(cancel);
        await using (var listen = new NpgsqlCommand($"listen {RegistryWriter.NudgeChannel}", connection))
            await listen.ExecuteNonQueryAsync(cancel);

        // What was committed before this moment was not heard.
        pending.Add(ZoneScope.All);
        while (true)
            await connection.WaitAsync(cancel);
    }
}
