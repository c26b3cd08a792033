using Pipeline.Core.Storage;
using Pipeline.Store;
using Pipeline.Store.Schemas;
using Pipeline.Terminal;

namespace Pipeline.Databases;

/// <summary>Lets a process start only where the database's schema is one that it can work with.</summary>
internal sealed class SchemaWait(DatabaseSchema schema, TimeProvider time, ILoggerFactory logs)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly ILogger log = logs.CreateLogger<SchemaWait>();

    /// <summary>Waits for a schema that is missing or older, and says so once.</summary>
    /// <param name="place">The database, for people.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="CommandFailure">The schema is too new for this program.</exception>
    public async Task RunAsync(string place, CancellationToken cancel)
    {
        for (string? said = null; ; await Task.Delay(Pace, time, cancel))
        {
            var (state, text) = await LookAsync(cancel);
            if (state is { Works: true })
            {
                if (state.Fit is SchemaFit.Newer) log.SchemaIsNewer(place, text);
                return;
            }

            if (state is { CanBePrepared: false })
                throw new CommandFailure($"database {place} has {text}; {state.Remedy}");
            if (text == said) continue;
            said = text;
            if (state is null) log.WaitingForDatabase(place, text);
            else log.WaitingForSchema(place, text);
        }
    }

    private async Task<(SchemaState? State, string Text)> LookAsync(CancellationToken cancel)
    {
        try
        {
            var state = await schema.ReadAsync(cancel);
            return (state, state.Describe());
        }
        catch (StoreUnavailableException away)
        {
            return (null, away.Message);
        }
    }
}
