using Pipeline.History.Events;
using Pipeline.History.Sagas;

namespace Pipeline.History.Why;

/// <summary>Finds what a name means, and has each tell its story.</summary>
/// <param name="history">What the registry and the ledger recorded.</param>
/// <param name="health">What the sagas recorded.</param>
/// <param name="domain">The domain that names are under.</param>
public sealed class WhyReader(IRegistryHistory history, IHealthReader health, string domain) : IWhyReader
{
    private const int StoriesAtMost = 5;

    public async Task<IReadOnlyList<WhyView>> WhyAsync(string subject, DateTimeOffset? at, CancellationToken cancel)
    {
        var found = (await history.FindAsync(subject, cancel)).Take(StoriesAtMost).ToList();
        var trail = new ZoneTrail(history, domain);
        var stories = new List<WhyView>();
        foreach (var one in found)
            stories.Add(one.Kind switch
            {
                SubjectKind.Container => await new ContainerStory(history, health, trail).TellAsync(one, at, cancel),
                SubjectKind.Host => await new HostStory(history, trail).TellAsync(one, at, cancel),
                _ => await new ServiceStory(history, domain).TellAsync(one, at, cancel),
            });
        return stories;
    }
}
