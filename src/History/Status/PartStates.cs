using System.Globalization;
using Pipeline.History.Reading;

namespace Pipeline.History.Status;

/// <summary>Describes each part of a pipeline in a line.</summary>
/// <param name="now">The time from which ages are counted.</param>
public sealed class PartStates(DateTimeOffset now)
{
    public IEnumerable<PartState> Describe(StatusView status)
    {
        yield return new("leader", status.Leader switch
        {
            null => "not known",
            { Holder: null } leader => $"nobody ever led {leader.Zone}",
            { Leads: false } leader => $"nobody leads {leader.Zone} since {At(leader.Since)}; {leader.Holder} led last",
            var leader => $"{leader.Holder} leads {leader.Zone} since {At(leader.Since)} (term {Number(leader.Term)})",
        });
        yield return new("last pass", status.Leader?.LastPass is { } pass ? Ago(pass) : "not known");
        yield return new("agents", status.Agents is { } agents ? Describe(agents) : "not known");
        yield return new("fleet", status.Fleet is { } fleet
            ? $"{Count(fleet.Services, "service")}, {Count(fleet.Instances, "instance")} in DNS, {Number(fleet.HeldBack)} held back, "
                + $"{Count(fleet.Refused, "claim")} refused; {Number(fleet.Checked)} checked, {Number(fleet.Failing)} failing"
            : "not known");
        yield return new("queues", status.Queues switch
        {
            null => "none to read from here",
            [] => "nothing waits",
            var queues => string.Join("; ", queues.Where(queue => !queue.IsDeadLetters).Select(Describe)),
        });
        yield return new("dead letters", status.Queues is { } read
            ? Number(read.Where(queue => queue.IsDeadLetters).Sum(queue => queue.Waiting))
            : "none to read from here");
        yield return new("zone", status.Zone is { } zone ? Describe(zone) : "not known");
        yield return new("budget", status.Budget switch
        {
            null => "not known",
            { Calls: 0 } => "nothing to spend",
            var cost => string.Create(
                CultureInfo.InvariantCulture, $"{Count(cost.Calls, "call")} with {Count(cost.Tokens, "change")}, {cost.Seconds:0.#} s"),
        });
        yield return new("database", status.Database is { Answers: false } away ? $"away: {away.Reason}" : "answers");
        yield return new("freezes", status.Freezes switch
        {
            null => "not known",
            [] => "none",
            var freezes => string.Join("; ", freezes),
        });
    }

    private string Describe(AgentsView agents)
    {
        var versions = string.Join(", ", agents.Versions.Select(one => $"{one.Version ?? "unknown version"} × {Number(one.Hosts)}"));
        return $"{Number(agents.Live)} of {Number(agents.Hosts)} live"
            + (agents.Silent > 0 ? $", {Number(agents.Silent)} silent" : "")
            + (agents.Doubted > 0 ? $", {Number(agents.Doubted)} doubted" : "")
            + (versions is "" ? "" : $"; {versions}")
            + (agents.LastReport is { } last ? $"; last report {Ago(last)}" : "")
            + (agents.ClockError is { } clock ? $"; clocks within {Off(TimeSpan.FromSeconds(Math.Abs(clock.SecondsAhead)))}" : "");
    }

    private string Describe(QueueView queue) =>
        $"{queue.Name}: {Number(queue.Waiting)} wait, {Number(queue.Taken)} in work"
        + (queue.OldestSince is { } oldest ? $", the oldest since {At(oldest)}" : "");

    private static string Describe(ZoneStateView zone) =>
        $"{Count(zone.Records, "record")}, {Count(zone.Changes, "change")} to make, "
        + (zone.Read ? $"{Number(zone.Drift)} differ from the ledger" : $"believed as the ledger has it: {zone.Unread}");

    private string Ago(DateTimeOffset then) => Age.Of(then, now) is "now" ? "just now" : $"{Age.Of(then, now)} ago";

    private string At(DateTimeOffset? since) => since is { } at ? Age.Of(at, now) : "an unknown time";

    /// <summary>Small errors count to a tenth of a second; of a large one its unit says enough.</summary>
    private string Off(TimeSpan error) =>
        error < TimeSpan.FromMinutes(2)
            ? string.Create(CultureInfo.InvariantCulture, $"{error.TotalSeconds:0.#} s")
            : Age.Of(now - error, now);

    private static string Count(int count, string one) => $"{Number(count)} {one}{(count == 1 ? "" : "s")}";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>One part of a pipeline, and how it is, in words.</summary>
public sealed record PartState(string Name, string State);
