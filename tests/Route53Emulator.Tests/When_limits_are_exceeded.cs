using Amazon.Route53;
using Amazon.Route53.Model;
using static Pipeline.Tests.Route53Emulator.Tests.Support.TestAccount;

namespace Pipeline.Tests.Route53Emulator.Tests;

public sealed class When_limits_are_exceeded
{
    [Fact]
    public async Task Fifty_requests_at_once_are_accepted_then_ten_per_second_for_all_actions()
    {
        await using var account = await OpenAsync();
        for (var i = 0; i < 25; i++)
        {
            await account.Client.GetHostedZoneAsync(new GetHostedZoneRequest(account.Zone));
            await account.Client.ListResourceRecordSetsAsync(new ListResourceRecordSetsRequest(account.Zone));
        }

        await ShouldBeThrottledAsync(account, account.ChangeAsync(Upsert(A("one", "192.0.2.1"))));
        account.Time.Advance(TimeSpan.FromMilliseconds(100));
        await account.ChangeAsync(Upsert(A("one", "192.0.2.1")));
        await ShouldBeThrottledAsync(account, account.ChangeAsync(Upsert(A("one", "192.0.2.1"))));
        account.Emulator.Counts.Throttled.ShouldBe(2);
    }

    [Fact]
    public async Task Changes_cost_tokens_and_an_upsert_costs_two()
    {
        await using var account = await OpenAsync(new Rules { Changes = new(10, 1) });

        await account.ChangeAsync(Upsert(A("one", "192.0.2.1")), Create(A("two", "192.0.2.1")));
        await account.ChangeAsync(Delete(A("two", "192.0.2.1")), Create(A("three", "192.0.2.1")), Create(A("four", "192.0.2.1")));
        account.Emulator.Counts.Tokens.ShouldBe(6);

        Change[] five = [Upsert(A("one", "192.0.2.1")), Upsert(A("two", "192.0.2.1")), Create(A("five", "192.0.2.1"))];
        await ShouldBeThrottledAsync(account, account.ChangeAsync(five));
        account.Time.Advance(TimeSpan.FromSeconds(1));
        await account.ChangeAsync(five);
    }

    [Fact]
    public async Task A_change_is_rejected_while_another_of_the_zone_is_processed()
    {
        await using var account = await OpenAsync(new Rules { Processing = TimeSpan.FromSeconds(1) });
        var elsewhere = account.Emulator.CreateZone("b.internal");

        var first = account.ChangeAsync(Create(A("one", "192.0.2.1")));
        while (account.Emulator.Counts.Applied == 0) await Task.Yield();
        await Should.ThrowAsync<PriorRequestNotCompleteException>(account.ChangeAsync(Create(A("two", "192.0.2.1"))));
        var other = account.Client.ChangeResourceRecordSetsAsync(new ChangeResourceRecordSetsRequest(
            elsewhere, new ChangeBatch([Create(new("x.b.internal", RRType.A) { TTL = 5, ResourceRecords = [new("192.0.2.1")] })])));
        while (!first.IsCompleted || !other.IsCompleted)
        {
            account.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await first;
        await other;
        account.Emulator.Counts.Busy.ShouldBe(1);
    }

    private static async Task ShouldBeThrottledAsync(TestAccount account, Task<ChangeInfo> change)
    {
        var failure = await Should.ThrowAsync<AmazonRoute53Exception>(change);
        (failure.ErrorCode, (int)failure.StatusCode).ShouldBe(("Throttling", 400));
    }
}
