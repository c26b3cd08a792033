using CsCheck;
using Pipeline.Contracts;
using Pipeline.Producer.Outbox;
using static Pipeline.Producer.Tests.Support.QueuedFacts;

namespace Pipeline.Producer.Tests.Outbox;

public class When_facts_wait
{
    private readonly PendingFactQueue pending = new(capacity: 3);

    [Fact]
    public void They_leave_in_the_order_of_their_stamps() => Waiting(Stopped("b", 2), Stopped("a", 1), Report(3)).ShouldBe([1, 2, 3]);

    [Fact]
    public void Of_a_container_only_the_newest_is_kept() => Waiting(Stopped("a", 1), Stopped("b", 2), Stopped("a", 3)).ShouldBe([2, 3]);

    [Fact]
    public void Of_reports_only_the_newest_is_kept() => Waiting(Report(1), Stopped("a", 2), Report(3)).ShouldBe([2, 3]);

    [Fact]
    public void A_failed_batch_goes_back_unless_something_newer_is_there()
    {
        Add(Stopped("a", 1), Stopped("b", 2), Report(3));
        var failed = pending.Dequeue(10);

        Waiting([Stopped("a", 4), .. failed]).ShouldBe([2, 3, 4]);
    }

    [Fact]
    public void Past_the_capacity_containers_are_forgotten_and_a_report_is_owed()
    {
        Add(Stopped("a", 1), Stopped("b", 2), Stopped("c", 3));
        pending.NeedsReport.ShouldBeFalse();

        Waiting(Stopped("d", 4)).ShouldBeEmpty();
        pending.NeedsReport.ShouldBeTrue();
    }

    [Fact]
    public void Only_a_report_made_after_what_was_forgotten_settles_the_debt()
    {
        Add(Stopped("a", 1), Report(2));
        var failed = pending.Dequeue(10);
        Add(Stopped("b", 3), Stopped("c", 4), Stopped("d", 5), Stopped("e", 6));

        Add([.. failed]);
        pending.NeedsReport.ShouldBeTrue();
        Add(Report(7));
        pending.NeedsReport.ShouldBeFalse();
    }

    [Fact]
    public void A_report_takes_no_containers_place() =>
        Waiting(Report(1), Stopped("a", 2), Stopped("b", 3), Stopped("c", 4)).ShouldBe([1, 2, 3, 4]);

    [Fact]
    public void A_host_that_leaves_has_nothing_else_to_say() => Waiting(Stopped("a", 1), Report(2), Left(3)).ShouldBe([3]);

    [Fact]
    public void Whatever_happens_what_waits_is_bounded_and_the_newest_of_each_unless_a_report_is_owed() =>
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 9]).Array[1, 200].Sample(steps =>
        {
            var outbox = new PendingFactQueue(capacity: 4);
            var newest = new Dictionary<string, long>();
            var sequence = 0L;
            foreach (var (kind, id) in steps)
            {
                sequence++;
                if (kind == 0) Retry(outbox);
                else if (kind == 1) Put(Report(sequence));
                else Put(Stopped($"c{id}", sequence));
                if (outbox.Count > 5) return false;
            }

            var left = outbox.Dequeue(int.MaxValue);
            return left.All(fact => newest[fact.Subject] == fact.Sequence)
                && (outbox.NeedsReport || newest.All(subject =>
                    left.Any(fact => fact.Subject == subject.Key) || MadeUpFor(left, subject.Value)));

            void Put(PendingFact fact)
            {
                newest[fact.Subject] = fact.Sequence;
                outbox.Add(fact);
            }
        });

    /// <summary>Takes a batch as for publication, and puts it back as after a failure.</summary>
    private static void Retry(PendingFactQueue outbox)
    {
        foreach (var fact in outbox.Dequeue(3)) outbox.Add(fact);
    }

    private static bool MadeUpFor(IReadOnlyList<PendingFact> left, long sequence) =>
        left.Any(fact => fact.Fact is HostReported && fact.Sequence > sequence);

    private void Add(params PendingFact[] facts)
    {
        foreach (var fact in facts) pending.Add(fact);
    }

    private long[] Waiting(params PendingFact[] facts)
    {
        Add(facts);
        return [.. pending.Dequeue(100).Select(fact => fact.Sequence)];
    }
}
