using System.Collections.Immutable;
using Pipeline.Contracts;

namespace Pipeline.Core.Hosts;

/// <summary>
/// Decides who speaks for a host. Only a speaker's facts count, and only the time of receipt is trusted.
/// <code>
/// the fact is …                                                        then
/// of the speaker, or the first of its host                             believed
/// of a newcomer with a higher epoch that is not ahead of its receipt   believed: the newcomer speaks from now on
/// a report of another, an interval after an earlier one of its own:
///     the speaker was silent in between                                believed: the other speaks from now on
///     the speaker was heard in between                                 doubted: two speak at once
///     it was not, but two spoke at once before, and it is hardly late  doubted: the same
/// the first report of a newcomer, or an epoch ahead of its receipt     doubted
/// anything else: of a former speaker, or of an earlier epoch           late
/// </code>
/// So an agent whose clock went back is believed with its second report, a former speaker gets the word again if its successor falls
/// silent, and neither a far epoch nor a single message takes the word from one that goes on speaking.
/// </summary>
public static class SpeakerRules
{
    /// <summary>
    /// How far an epoch may be ahead of its receipt and still be believed at once: as far as the date of a request to AWS may be off
    /// ("Signature Version 4", AWS General Reference), which hosts there keep.
    /// </summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    /// <summary>Reports come up to a tenth earlier than their interval; the bus delays them differently.</summary>
    private const double ShareOfInterval = 0.8;

    /// <summary>
    /// How many intervals a speaker must be silent once another was heard beside it. The reports of two agents drift past each other, so
    /// that now and then two of one lie between two of the other.
    /// </summary>
    private const double SilenceInConflict = 1.25;

    /// <summary>More of them are not remembered: the one unheard for longest is dropped.</summary>
    private const int MaxRivals = 8, MaxFormerSpeakers = 16;

    /// <param name="lease">The host's lease.</param>
    /// <param name="fact">A fact about the host.</param>
    /// <param name="now">The time of receipt.</param>
    public static Hearing Hear(HostLease lease, IHostFact fact, DateTimeOffset now)
    {
        var name = fact.Stamp.Speaker;
        var speaker = SpeakerOf(lease);
        if (speaker is null) return Believe(lease, null, fact, now);
        if (speaker.Name == name)
            return Hearing.Believed(lease with { Speaker = speaker with { Address = fact.Host.Address } });

        var former = lease.FormerSpeakers?.Find(one => one.Name == name);
        var isAhead = fact.Stamp.Epoch > (now + ClockTolerance).ToUnixTimeMilliseconds();
        if (former is null && !isAhead && fact.Stamp.Epoch > speaker.Epoch) return Believe(lease, speaker, fact, now);
        if (fact is HostReported report) return HearRival(lease, speaker, former, report, isAhead, now);
        return isAhead && former is null ? Doubted(lease, new Doubt(DescribeNewcomer(fact, isAhead), now)) : Hearing.Late(lease);
    }

    /// <summary>Who is believed; derived from the newest stamp in a lease of a version without speakers.</summary>
    private static Speaker? SpeakerOf(HostLease lease) => lease switch
    {
        { Speaker: { } speaker } => speaker,
        { Newest: var newest } when newest != Stamp.None => new(newest.Speaker, Bound(newest.Epoch, lease.LastHeard), "", lease.LastHeard),
        _ => null,
    };

    private static Hearing HearRival(
        HostLease lease, Speaker speaker, FormerSpeaker? former, HostReported report, bool isAhead, DateTimeOffset now)
    {
        var sequence = report.Stamp.Sequence;
        if (former?.Sequence >= sequence) return Hearing.Late(lease); // a repetition from the time when it spoke

        var before = lease.Rivals?.Find(one => one.Name == report.Stamp.Speaker);
        if (before?.Newest >= sequence) return Hearing.Late(lease);

        // While no report was believed, the lease's interval is nobody's.
        var interval = report.Interval > lease.Interval || lease.Watermark == Stamp.None ? report.Interval : lease.Interval;
        if (before is null || now - before.Since < interval * ShareOfInterval)
        {
            var first = before ?? new Rival(report.Stamp.Speaker, report.Host.Address, sequence, now, sequence, now);
            var heard = WithRival(lease, first with { Newest = sequence, LastHeard = now });
            return former is not null ? Hearing.Late(heard) : Doubted(heard, new Doubt(DescribeNewcomer(report, isAhead), now));
        }

        var isInConflict = lease.Doubt is { IsConflict: true } known && lease.IsDoubted(now - known.LastHeard);
        if (lease.LastHeard < before.Since && (!isInConflict || now - lease.LastHeard >= interval * SilenceInConflict))
            return Believe(lease, speaker, report, now);
        var rival = new Rival(before.Name, report.Host.Address, sequence, now, sequence, now);
        return Doubted(WithRival(lease, rival), new Doubt(DescribeConflict(speaker, rival), now, IsConflict: true));
    }

    private static Hearing Believe(HostLease lease, Speaker? former, IHostFact fact, DateTimeOffset now)
    {
        var name = fact.Stamp.Speaker;
        var formers = (lease.FormerSpeakers ?? []).RemoveAll(one => one.Name == name);
        if (former is not null) formers = formers.Add(new FormerSpeaker(former.Name, lease.Newest.Sequence));
        return Hearing.Believed(lease with
        {
            Speaker = new Speaker(name, Bound(fact.Stamp.Epoch, now), fact.Host.Address, now),
            FormerSpeakers = NullIfEmpty(formers.TakeLast(MaxFormerSpeakers)),
            Rivals = NullIfEmpty((lease.Rivals ?? []).Where(one => one.Name != name)),
            Doubt = null,
        });
    }

    private static Hearing Doubted(HostLease lease, Doubt doubt) => new(Belief.Doubted, lease.WithDoubt(doubt));

    private static HostLease WithRival(HostLease lease, Rival rival) => lease with
    {
        Rivals = NullIfEmpty((lease.Rivals ?? []).Where(one => one.Name != rival.Name).Append(rival)
            .OrderBy(one => one.LastHeard).TakeLast(MaxRivals)),
    };

    private static ImmutableList<T>? NullIfEmpty<T>(IEnumerable<T> items) =>
        items.ToImmutableList() is { IsEmpty: false } some ? some : null;

    private static long Bound(long epoch, DateTimeOffset receipt) => Math.Min(epoch, receipt.ToUnixTimeMilliseconds());

    private static string DescribeNewcomer(IHostFact fact, bool isAhead) =>
        $"an agent at {fact.Host.Address} speaks for it whose clock is {(isAhead ? "ahead" : "behind the last start")}; "
        + "correct the clock, or wait: it is believed with its second report, if the agent before it stays silent";

    private static string DescribeConflict(Speaker speaker, Rival rival) =>
        $"two agents speak for it at once: the one{At(speaker.Address)} is believed, the one{At(rival.Address)} is not; "
        + "stop one of them, or give its host another name";

    private static string At(string address) => address is "" ? "" : $" at {address}";
}

/// <summary>Whether a fact counts.</summary>
public enum Belief
{
    /// <summary>It is of the host's speaker.</summary>
    Believed,

    /// <summary>It is of a former speaker.</summary>
    Late,

    /// <summary>It is heard but not believed.</summary>
    Doubted,
}

/// <summary>What <see cref="SpeakerRules"/> decided about a fact.</summary>
/// <param name="Lease">The lease after it.</param>
public sealed record Hearing(Belief Belief, HostLease Lease)
{
    internal static Hearing Believed(HostLease lease) => new(Belief.Believed, lease);

    internal static Hearing Late(HostLease lease) => new(Belief.Late, lease);
}
