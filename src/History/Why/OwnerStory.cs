using Pipeline.Core.Names;
using Pipeline.History.Events;

namespace Pipeline.History.Why;

/// <summary>Explains to whom a service's name belongs, and whose claims to it are refused.</summary>
internal sealed class OwnerStory(IRegistryHistory history)
{
    private const int EventsAtMost = 500;
    private const int StepsAtMost = 5;
    private const int RefusalsAtMost = 3;

    public async Task<(string? Now, WhyChain Chain)> ExplainAsync(Subject service, DateTimeOffset? at, CancellationToken cancel)
    {
        var owned = OwnedName.Of(service.Id);
        var stream = NameBinding.StreamOf(owned);
        var events = await history.EndAsync(stream, at, EventsAtMost, cancel);
        var binding = events.Aggregate(
            (NameBinding?)null, (state, recorded) => recorded.Happened is NameEvent e ? NameBinding.Evolve(state, stream, e) : state);

        // The documents know the present alone.
        var refused = at is null ? await history.RefusalsOfNameAsync(owned, cancel) : [];
        var sentences = new[] { Describe(binding) }.OfType<string>()
            .Concat(refused.Take(RefusalsAtMost).Select(one => $"A claim of container {one.Container.Name} is refused: {one.Reason}"));
        return (
            string.Join(". ", sentences) is { Length: > 0 } now ? now : null,
            Steps.Chain(
                "whose name it is", events.TakeLast(StepsAtMost).SelectMany(recorded => Steps.LeadingTo(recorded, owned, null))));
    }

    private static string? Describe(NameBinding? binding) => binding switch
    {
        { Owner: { } owner, Heir: { } heir } =>
            $"The name belongs to {owner}, and is given to {heir}, which gets it with its first instance",
        { Owner: { } owner, UnusedSince: { } unused } => $"The name belongs to {owner}, which has not used it since {unused:u}",
        { Owner: { } owner, Since: var since } => $"The name belongs to {owner} since {since:u}",
        { Heir: { } heir } => $"The name is given to {heir}, which gets it with its first instance",
        _ => null,
    };
}
