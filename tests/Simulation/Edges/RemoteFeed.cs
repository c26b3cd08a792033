using Pipeline.Core.Storage;
using Pipeline.Projector.Registry;

namespace Pipeline.Tests.Simulation.Edges;

/// <summary>The notices of other processes, as one process hears them: while it runs.</summary>
internal sealed class RemoteFeed(IChangeFeed feed, Link link) : IChangeFeed
{
    public async Task ListenAsync(Action<ChangeNotice> heard, CancellationToken cancel)
    {
        await link.BeforeAsync(nameof(ListenAsync), cancel);
        try
        {
            await feed.ListenAsync(notice => link.Process.Deliver(() => heard(notice)), cancel);
        }
        catch (StoreUnavailableException)
        {
            await link.Process.PassAsync(TimeSpan.Zero, cancel);
            throw;
        }
    }

    public async Task PublishAsync(ChangeNotice notice, CancellationToken cancel)
    {
        await link.BeforeAsync(nameof(PublishAsync), cancel);
        await feed.PublishAsync(notice, cancel);
        await link.AfterAsync(nameof(PublishAsync), cancel);
    }
}
