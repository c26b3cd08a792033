using Amazon.Route53;
using Amazon.Route53.Model;
using Amazon.Runtime;
using static Pipeline.Tests.Route53Emulator.Tests.Support.TestAccount;

namespace Pipeline.Tests.Route53Emulator.Tests;

public sealed class When_it_is_called
{
    [Fact]
    public async Task A_change_is_pending_until_it_is_in_sync()
    {
        await using var account = await OpenAsync(new Rules { Propagation = TimeSpan.FromSeconds(30) });
        var change = await account.ChangeAsync(Create(A("one", "192.0.2.1")));
        change.Status.ShouldBe(ChangeStatus.PENDING);

        account.Time.Advance(TimeSpan.FromSeconds(29));
        (await account.Client.GetChangeAsync(new GetChangeRequest(change.Id))).ChangeInfo.Status.ShouldBe(ChangeStatus.PENDING);
        account.Time.Advance(TimeSpan.FromSeconds(1));
        (await account.Client.GetChangeAsync(new GetChangeRequest(change.Id))).ChangeInfo.Status.ShouldBe(ChangeStatus.INSYNC);
        await Should.ThrowAsync<NoSuchChangeException>(account.Client.GetChangeAsync(new GetChangeRequest("C0")));
    }

    [Fact]
    public async Task A_listing_is_ordered_by_reversed_labels_type_and_identifier_and_continues_at_all_three()
    {
        await using var account = await OpenAsync(Rules.Unthrottled with { PageSize = 2 });
        await account.ChangeAsync(
            Create(Weighted("one", "y", "192.0.2.1")), Create(Weighted("one", "x", "192.0.2.1")), Create(Weighted("one", "z", "192.0.2.1")),
            Create(A("below.one", "192.0.2.1")), Create(A("*", "192.0.2.1")));

        var seen = new List<string>();
        var request = new ListResourceRecordSetsRequest(account.Zone);
        while (true)
        {
            var page = await account.Client.ListResourceRecordSetsAsync(request);
            page.ResourceRecordSets.Count.ShouldBeLessThanOrEqualTo(2);
            seen.AddRange(page.ResourceRecordSets.Select(set => $"{set.Name} {set.Type} {set.SetIdentifier}".Trim()));
            if (page.IsTruncated is not true) break;
            request = new(account.Zone)
            {
                StartRecordName = page.NextRecordName,
                StartRecordType = page.NextRecordType,
                StartRecordIdentifier = page.NextRecordIdentifier
            };
        }

        seen.ShouldBe([
            "a.internal. NS", "a.internal. SOA", @"\052.a.internal. A",
            "one.a.internal. A x", "one.a.internal. A y", "one.a.internal. A z", "below.one.a.internal. A"]);
    }

    [Fact]
    public async Task A_listing_that_continues_at_an_identifier_without_a_name_is_rejected()
    {
        await using var account = await OpenAsync();

        await Should.ThrowAsync<InvalidInputException>(
            account.Client.ListResourceRecordSetsAsync(new(account.Zone) { StartRecordIdentifier = "x" }));
    }

    [Fact]
    public async Task Several_zones_of_the_same_name_are_found()
    {
        await using var account = await OpenAsync();
        var made = (await account.Client.CreateHostedZoneAsync(new CreateHostedZoneRequest(Domain, "ref-1"))).HostedZone;
        account.Emulator.CreateZone("b.internal");

        var listed = await account.Client.ListHostedZonesByNameAsync(new ListHostedZonesByNameRequest { DNSName = "a.internal" });
        listed.HostedZones.Select(zone => (zone.Name, zone.Config.PrivateZone))
            .ShouldBe([("a.internal.", true), ("a.internal.", false), ("b.internal.", true)], ignoreOrder: true);
        listed.HostedZones[2].Name.ShouldBe("b.internal.");

        (await account.Client.GetHostedZoneAsync(new GetHostedZoneRequest(made.Id))).HostedZone.ResourceRecordSetCount.ShouldBe(2);
        await account.Client.DeleteHostedZoneAsync(new DeleteHostedZoneRequest(made.Id));
        await Should.ThrowAsync<NoSuchHostedZoneException>(account.Client.GetHostedZoneAsync(new GetHostedZoneRequest(made.Id)));
    }

    [Fact]
    public async Task A_zone_with_records_is_not_deleted()
    {
        await using var account = await OpenAsync();
        await account.ChangeAsync(Create(A("one", "192.0.2.1")));

        await Should.ThrowAsync<HostedZoneNotEmptyException>(
            account.Client.DeleteHostedZoneAsync(new DeleteHostedZoneRequest(account.Zone)));
    }

    [Fact]
    public async Task Faults_can_be_injected()
    {
        await using var account = await OpenAsync();
        account.Emulator.InjectFault(Fault.InternalError);
        account.Emulator.InjectFault(Fault.Throttled, Actions.Change);
        account.Emulator.InjectFault(Fault.ZoneBusy);
        account.Emulator.InjectFault(Fault.BreaksBefore);

        (await FailureAsync(1)).StatusCode.ShouldBe(System.Net.HttpStatusCode.InternalServerError);
        (await FailureAsync(2)).ErrorCode.ShouldBe("Throttling");
        (await FailureAsync(3)).ShouldBeOfType<PriorRequestNotCompleteException>();
        await Should.ThrowAsync<Exception>(account.ChangeAsync(Create(A("four", "192.0.2.1"))));
        account.Emulator.Records(account.Zone).ShouldBeEmpty();

        account.Emulator.InjectFault(Fault.BreaksAfter);
        await Should.ThrowAsync<Exception>(account.ChangeAsync(Create(A("five", "192.0.2.1"))));
        account.Emulator.InjectFault(Fault.FailsAfter);
        (await FailureAsync(6)).StatusCode.ShouldBe(System.Net.HttpStatusCode.InternalServerError);
        account.Emulator.Records(account.Zone).Select(record => record.Id.Name).ShouldBe(["five.a.internal", "n6.a.internal"]);
        account.Emulator.Counts.ShouldSatisfyAllConditions(
            c => c.ChangeCalls.ShouldBe(6), c => c.Applied.ShouldBe(2), c => c.Throttled.ShouldBe(0));

        Task<AmazonServiceException> FailureAsync(int n) =>
            Should.ThrowAsync<AmazonServiceException>(account.ChangeAsync(Create(A($"n{n}", "192.0.2.1"))));
    }
}
