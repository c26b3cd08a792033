using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Adoption;
using Pipeline.History.Words;
using Pipeline.Projector.Zone;

namespace Pipeline.Commands;

/// <summary>An adoption as <c>--json</c> prints it.</summary>
/// <param name="Zone">The zone's identity.</param>
/// <param name="Fence">Why the zone is not written at present; null if it is.</param>
/// <param name="Applied">Whether the records were taken over; otherwise this is the plan.</param>
/// <param name="Taken">The records that are taken over.</param>
/// <param name="Left">The records that stay foreign.</param>
internal sealed record AdoptionView(
    string Zone, string? Fence, bool Applied, IReadOnlyList<AdoptedView> Taken, IReadOnlyList<AdoptedView> Left)
{
    public static AdoptionView Create(string zone, string domain, TakeoverPlan plan, Adoption decision, bool applied) => new(
        zone, plan.Fence.Blocks ? plan.Fence.Explain(domain) : null, applied,
        [.. decision.Taken.Select(one => CreateRow(one.Set, Glossary.RecordFates[one.Fate]))],
        [.. decision.Left.Select(one => CreateRow(one.Set, Glossary.LeftReasons[one.Reason]))]);

    private static AdoptedView CreateRow(RecordSet set, Term word) => new(
        set.Key.Name, set.Key.Type.ToString(), set.Key.SetIdentifier, set.Ttl, [.. set.Content], word.Shown, word.Sentence);
}

/// <summary>A record, and what becomes of it or why it stays foreign.</summary>
internal sealed record AdoptedView(
    string Name, string Type, string? Identifier, int Ttl, IReadOnlyList<string> Values, string Word, string Why);
