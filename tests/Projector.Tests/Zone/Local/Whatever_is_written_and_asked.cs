using System.Net;
using CsCheck;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Fencing;
using Pipeline.Projector.Zone;
using Pipeline.Projector.Zone.Local;
using static Pipeline.Projector.Tests.Support.RecordSets;
using Wire = ARSoft.Tools.Net.Dns;

namespace Pipeline.Projector.Tests.Zone.Local;

/// <summary>Whatever is written and asked, the zone answers as a plain list of its record sets would.</summary>
public class Whatever_is_written_and_asked
{
    private static readonly Gen<string> Label = Gen.OneOf("calc", "time", "_tcp", "host1", "ns");

    /// <summary>Names of up to three labels, so that many lie above and below each other; the apex among them.</summary>
    private static readonly Gen<string> Name = Label.Array[0, 3].Select(labels => Below(string.Join('.', labels)));

    private static readonly Gen<RecordSet> Set = Gen.Select(
        Name,
        Gen.Enum<RecordType>(),
        Gen.OneOf<string?>(null, "one", "two"),
        Gen.Int[1, 5].HashSet[1, 3],
        (name, type, identifier, numbers) =>
        {
            var set = type is RecordType.A
                ? A("x", [.. numbers.Select(i => $"192.0.2.{i}")])
                : Srv("x", [.. numbers.Select(i => At($"host{i}"))]);
            return set with { Key = new(name, type, identifier) };
        });

    private static readonly Gen<RecordChange> Change = Gen.Select(
        Gen.Enum<ChangeAction>(), Set, (action, set) => new RecordChange(action, set));

    [Fact]
    public void Any_question_is_answered_from_exactly_the_values_that_were_accepted() =>
        Gen.Select(Change.Array[0, 30], Name, Gen.OneOf(RecordType.A, RecordType.SRV)).Sample((changes, name, type) =>
        {
            var zone = new ZoneUnderTest();
            var sets = Accepted(zone.Zone, changes);

            var answer = zone.Answer(new DnsQuery(name, DnsRecords.TypeOf(type)));

            answer.AnswerRecords.Select(DnsRecordExtensions.Value).ShouldBe(Values(sets, name, type), ignoreOrder: true);
            answer.ReturnCode.ShouldBe(Exists(sets, name) ? Wire.ReturnCode.NoError : Wire.ReturnCode.NxDomain);
            answer.AuthorityRecords.Count.ShouldBe(answer.AnswerRecords.Count == 0 ? 1 : 0);
        }, iter: 5_000);

    [Fact]
    public void Addresses_beside_an_answer_are_those_of_the_servers_in_it() =>
        Gen.Select(Change.Array[0, 30], Name).Sample((changes, name) =>
        {
            var zone = new ZoneUnderTest();
            var sets = Accepted(zone.Zone, changes);

            var answer = zone.Answer(new DnsQuery(name));

            answer.Addresses().Select(DnsRecordExtensions.Owned).ShouldBe(
                Values(sets, name, RecordType.SRV).Select(value => value.Split(' ')[3].TrimEnd('.'))
                    .SelectMany(host => Values(sets, host, RecordType.A).Select(address => $"{host} {address}")),
                ignoreOrder: true);
        }, iter: 2_000);

    [Fact]
    public void A_zone_that_was_restored_from_what_another_lists_answers_the_same() =>
        Gen.Select(Change.Array[0, 30], Name).Sample((changes, name) =>
        {
            var (original, copy) = (new ZoneUnderTest(), new ZoneUnderTest());
            copy.Zone.Restore(Accepted(original.Zone, changes)).ShouldBeEmpty();

            copy.Answer(new DnsQuery(name)).AnswerRecords.Select(DnsRecordExtensions.Value)
                .ShouldBe(original.Answer(new DnsQuery(name)).AnswerRecords.Select(DnsRecordExtensions.Value), ignoreOrder: true);
        }, iter: 1_000);

    [Fact]
    public void A_list_is_taken_whole_or_leaves_no_trace() =>
        Gen.Select(Change.Array[0, 10], Change.Array[1, 5].Select(DistinctByKey)).Sample((before, changes) =>
        {
            var zone = new LocalZone(Domain, IPAddress.Loopback, TimeProvider.System);
            Accepted(zone, before);
            var held = zone.Current;

            var accepted = Try(zone, changes);

            if (!accepted) zone.Current.ShouldBeSameAs(held);
            var oneByOne = new LocalZone(Domain, IPAddress.Loopback, TimeProvider.System);
            oneByOne.Restore(held.Sets);
            accepted.ShouldBe(changes.All(change => Try(oneByOne, change)));
        }, iter: 2_000);

    /// <summary>
    /// Writes each change by itself and keeps the list that a plain reader of the outcome would keep. A delete
    /// of a set that is there means that set, values and all: by chance it would hardly ever hit them.
    /// </summary>
    private static List<RecordSet> Accepted(LocalZone zone, IEnumerable<RecordChange> changes)
    {
        List<RecordSet> sets = [];
        foreach (var drawn in changes)
        {
            var change = drawn.Action is ChangeAction.Delete && sets.Find(set => set.Key == drawn.Set.Key) is { } held
                ? Delete(held)
                : drawn;
            if (!Try(zone, change)) continue;
            sets.RemoveAll(set => set.Key == change.Set.Key);
            if (change.Action is not ChangeAction.Delete) sets.Add(change.Set);
        }

        return sets;
    }

    /// <summary>A plan has one change of a set, and replaces what is held before the list.</summary>
    private static RecordChange[] DistinctByKey(RecordChange[] changes) => [.. changes.DistinctBy(change => change.Set.Key)];

    private static bool Try(LocalZone zone, params RecordChange[] changes)
    {
        var next = new ZoneFence(Guid.Empty, 1, 1, Guid.CreateVersion7());
        var held = new HeldSets(zone.Current.Sets.Select(set =>
            new LedgerEntry { Id = LedgerEntry.StreamOf(zone.Id, set.Key), Key = set.Key, Held = set }));
        var change = zone.ChangeAsync(
            ChangeList.Compose(new FenceMove(zone.Current.Fence, next), changes, held), CancellationToken.None);
        if (change.IsFaulted) change.Exception.InnerException.ShouldBeOfType<ZoneRefusedException>();
        return change.IsCompletedSuccessfully;
    }

    private static IEnumerable<string> Values(IEnumerable<RecordSet> sets, string name, RecordType type) =>
        (name == Below("ns") && type is RecordType.A ? ["127.0.0.1"] : Array.Empty<string>())
        .Concat(sets.Where(set => set.Key.Name == name && set.Key.Type == type).SelectMany(set => set.Values))
        .Distinct();

    private static bool Exists(IEnumerable<RecordSet> sets, string name) =>
        sets.Select(set => set.Key.Name).Concat([Domain, Below("ns")])
            .Any(held => held == name || held.EndsWith($".{name}", StringComparison.Ordinal));
}
