using Pipeline.Tests.RealParts;
using static Pipeline.Projector.Tests.Support.Route53ProjectorUnderTest;

namespace Pipeline.Projector.Tests.Zone.Route53;

public sealed class When_the_zone_is_gone(RealPostgres postgres)
{
    private readonly ModelHost red = new("red", "127.0.1.1");

    [Fact]
    public async Task Failure_22_the_leader_is_described_with_what_route_53_says()
    {
        await using var account = await Route53Account.OpenAsync();
        await using var projector = await StartAsync(await postgres.CreateDatabaseAsync(), account);
        await projector.StateAsync(red.Started(red.Container("c1", "calc", 32768)));
        await projector.AnswersAsync("calc", At(32768, "red"));
        projector.Leader.Failure.ShouldBeNull();

        account.Emulator.Drop(account.Zone);

        await Eventually.ThatAsync(() => projector.Leader.Failure is not null, "passes fail");
        projector.Leader.Describe().ShouldContain($"No hosted zone found with ID: {account.Zone}");
    }
}
