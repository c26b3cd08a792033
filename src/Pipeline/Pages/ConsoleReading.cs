using Pipeline.Settings;
using Pipeline.Databases;
using Pipeline.Projector.Reading;

namespace Pipeline.Pages;

/// <summary>Reads what the page shows. While the database is away that is what was read last, with a word that it is.</summary>
internal sealed class ConsoleReading(IRegistryReader registry, PipelineSettings settings, TimeProvider time, ILogger<ConsoleReading> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private volatile ConsoleView? last;

    public async Task<ConsoleView> ReadAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            return last = await ConsoleView.ReadAsync(registry, settings.Domain, now, either.Token);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested && (patience.IsCancellationRequested || DatabaseReach.FailureBehind(failure) is not null))
        {
            logger.RegistryUnreadable(failure.Message);
            return (last ?? new() { Domain = settings.Domain, ReadAt = now }) with { IsAway = true };
        }
    }
}
