using CsCheck;
using Pipeline.Core.Dns.Fencing;

namespace Pipeline.Core.Tests.Dns.Fencing;

public sealed class When_a_fence_is_judged
{
    private static readonly Guid Owner = Id(0);

    /// <summary>Three values were issued, each from the one before; the first one may be in the zone as well.</summary>
    private static readonly FenceMemory Memory = new(Owner, 3, [Id(1), Id(2), Id(3)]);

    public static TheoryData<string, long, int, FenceStanding> Values => new()
    {
        { "the last one", 3, 3, FenceStanding.Ours },
        { "one whose answer was lost", 2, 2, FenceStanding.Ours },
        { "the one that was seen", 1, 1, FenceStanding.Ours },
        { "one of a later list", 4, 4, FenceStanding.Ahead },
        { "one of a copy", 3, 9, FenceStanding.Ahead },
        { "an earlier one of a copy", 2, 9, FenceStanding.Ahead },
        { "one that was replaced long ago", 0, 0, FenceStanding.Edited },
    };

    [Theory, MemberData(nameof(Values))]
    public void A_value_of_the_same_owner_is_told_apart_by_number_and_nonce(string what, long number, int nonce, FenceStanding standing) =>
        Judge(new ZoneFence(Owner, 1, number, Id(nonce)), Memory).ShouldBe(standing, what);

    [Fact]
    public void One_of_another_owner_is_another_databases() =>
        Judge(new ZoneFence(Id(7), 1, 3, Id(3)), Memory).ShouldBe(FenceStanding.Foreign);

    [Fact]
    public void Before_the_first_value_any_record_is_somebody_elses()
    {
        Judge(new ZoneFence(Owner, 1, 3, Id(3)), null).ShouldBe(FenceStanding.Foreign);
        FenceJudgement.Judge(Note, null).Standing.ShouldBe(FenceStanding.Foreign);
    }

    [Fact]
    public void A_record_that_is_no_fence_was_edited() => FenceJudgement.Judge(Note, Memory).Standing.ShouldBe(FenceStanding.Edited);

    [Fact]
    public void The_first_missing_one_is_nobodys_doing()
    {
        FenceJudgement.Judge(null, null).ShouldBe(new FenceJudgement(FenceStanding.Missing, null, IsFirst: true));
        FenceJudgement.Judge(null, Memory).ShouldBe(new FenceJudgement(FenceStanding.Missing, null));
    }

    [Fact]
    public void Only_other_writers_block_and_each_fault_has_its_sentence()
    {
        foreach (var standing in Enum.GetValues<FenceStanding>())
        {
            var judgement = new FenceJudgement(standing, Note);
            judgement.Blocks.ShouldBe(standing is FenceStanding.Foreign or FenceStanding.Ahead);
            if (judgement.Blocks) judgement.Explain("test").ShouldNotBeNull().ShouldContain("run ./pipeline adopt");
        }
    }

    [Fact]
    public void After_a_person_let_a_newer_value_be_replaced_a_copy_that_issued_it_finds_itself_behind()
    {
        var copy = Memory;
        for (var more = 0; more < 5; more++) copy = FenceMemory.Issue(copy, new FenceRequest("Z1", Id(50 + more), copy.Number));

        var restored = FenceMemory.Issue(Memory, new FenceRequest("Z1", Id(90), From: null, Above: copy.Number));

        restored.ShouldBe(new FenceMemory(Owner, copy.Number + 1, [Id(90)]));
        Judge(restored.Last(1), copy).ShouldBe(FenceStanding.Ahead);
        Judge(copy.Last(1), restored).ShouldBe(FenceStanding.Edited);
    }

    [Fact]
    public void No_value_is_issued_twice_and_the_one_in_the_zone_is_always_known() =>
        Gen.Select(Gen.Int[0, 3], Gen.Bool).Array[1, 40].Sample(lists =>
        {
            var (memory, zone, sent) = ((FenceMemory?)null, (ZoneFence?)null, new List<(ZoneFence? From, ZoneFence To)>());
            var nonces = 100;
            foreach (var (fate, isRead) in lists)
            {
                // A list that was sent before may take effect at any time, where its predecessor is.
                if (fate is 3 && sent.Find(list => list.From == zone) is { To: { } late }) zone = late;
                if (isRead && zone is not null) Judge(zone, memory).ShouldBe(FenceStanding.Ours);

                var seen = zone;
                memory = FenceMemory.Issue(memory, new FenceRequest("Z1", Id(++nonces), seen?.Number));
                var next = memory.Last(1);
                sent.ShouldAllBe(list => list.To != next);
                sent.Add((seen, next));
                if (fate is 1) zone = next;
            }

            if (zone is not null) Judge(zone, memory).ShouldBe(FenceStanding.Ours);
        });

    [Fact]
    public void What_cannot_be_in_the_zone_any_more_is_forgotten()
    {
        var memory = FenceMemory.Issue(Memory, new FenceRequest("Z1", Id(4), From: 3));

        memory.Nonces.ShouldBe([Id(3), Id(4)]);
        FenceMemory.Issue(memory, new FenceRequest("Z1", Id(5), From: null)).Nonces.ShouldBe([Id(3), Id(4), Id(5)]);
    }

    private static FenceRecord Note => new() { Ttl = 60, Values = ["\"a note\""] };

    private static FenceStanding Judge(ZoneFence fence, FenceMemory? memory) =>
        FenceJudgement.Judge(FenceRecord.Of(fence), memory).Standing;

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
