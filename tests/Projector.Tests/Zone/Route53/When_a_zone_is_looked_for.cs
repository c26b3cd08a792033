using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Projector.Zone;
using Pipeline.Projector.Zone.Route53;
using Pipeline.Tests.Route53Emulator;

namespace Pipeline.Projector.Tests.Zone.Route53;

public sealed class When_a_zone_is_looked_for
{
    [Fact]
    public async Task It_is_found_by_its_name_and_privacy()
    {
        await using var account = await Route53Account.OpenAsync();
        account.Emulator.CreateZone(Route53Account.Domain, isPrivate: false);
        account.Emulator.CreateZone($"below.{Route53Account.Domain}");
        account.Emulator.CreateZone("a.internal");

        (await OpenAsync(account)).Id.ShouldBe(account.Zone);
        (await OpenAsync(account, s => s with { Private = false })).Id.ShouldNotBe(account.Zone);
    }

    [Fact]
    public async Task Or_by_its_identifier_with_or_without_its_path()
    {
        await using var account = await Route53Account.OpenAsync();
        account.Emulator.CreateZone(Route53Account.Domain);

        (await OpenAsync(account, s => s with { ZoneId = account.Zone })).Id.ShouldBe(account.Zone);
        (await OpenAsync(account, s => s with { ZoneId = $"/hostedzone/{account.Zone}" })).Id.ShouldBe(account.Zone);
    }

    [Fact]
    public async Task Of_two_that_fit_none_is_taken_and_both_are_named()
    {
        await using var account = await Route53Account.OpenAsync();
        var other = account.Emulator.CreateZone(Route53Account.Domain);

        var failure = await Should.ThrowAsync<ZoneNotFoundException>(OpenAsync(account));
        failure.Message.ShouldStartWith("the account has 2 private hosted zones named servicediscovery.internal (");
        failure.Message.ShouldContain(account.Zone);
        failure.Message.ShouldContain(other);
        failure.Message.ShouldEndWith("set the identifier of the one to write");
    }

    [Fact]
    public async Task A_page_full_of_zones_of_that_name_hides_none()
    {
        await using var account = await Route53Account.OpenAsync(Rules.Unthrottled);
        for (var i = 0; i < 120; i++) account.Emulator.CreateZone(Route53Account.Domain, isPrivate: false);

        (await OpenAsync(account)).Id.ShouldBe(account.Zone);
    }

    [Fact]
    public async Task Where_there_is_none_that_is_said()
    {
        await using var account = await Route53Account.OpenAsync();

        (await Should.ThrowAsync<ZoneNotFoundException>(OpenAsync(account, s => s with { Domain = "elsewhere.internal" })))
            .Message.ShouldBe("the account has no private hosted zone named elsewhere.internal");
        (await Should.ThrowAsync<ZoneNotFoundException>(OpenAsync(account, s => s with { ZoneId = "Z0" })))
            .Message.ShouldBe("the account has no hosted zone Z0");
        (await Should.ThrowAsync<ZoneNotFoundException>(
            OpenAsync(account, s => s with { ZoneId = account.Zone, Domain = "elsewhere.internal" })))
            .Message.ShouldBe($"hosted zone {account.Zone} is {Route53Account.Domain}; elsewhere.internal is not in it");
    }

    [Fact]
    public async Task A_process_whose_settings_name_no_one_zone_does_not_start()
    {
        await using var account = await Route53Account.OpenAsync();
        account.Emulator.CreateZone(Route53Account.Domain);

        using var host = Process(account);
        await Should.ThrowAsync<ZoneNotFoundException>(host.StartAsync());
    }

    [Fact]
    public async Task A_process_waits_for_a_route_53_that_is_away()
    {
        await using var account = await Route53Account.OpenAsync();
        account.Emulator.InjectFault(Fault.BreaksBefore);
        account.Emulator.InjectFault(Fault.Throttled);
        account.Emulator.InjectFault(Fault.ForbidsByAPage);

        using var host = Process(account);
        await host.StartAsync();

        host.Services.GetRequiredService<IZone>().Id.ShouldBe(account.Zone);
        await host.StopAsync();
    }

    private static IHost Process(Route53Account account)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        var settings = new Route53ZoneSettings { Domain = Route53Account.Domain };
        builder.Services.AddSingleton(TimeProvider.System).AddRoute53Zone(settings, account.Client(settings));
        return builder.Build();
    }

    private static async Task<Route53Zone> OpenAsync(Route53Account account, Func<Route53ZoneSettings, Route53ZoneSettings>? with = null)
    {
        var settings = new Route53ZoneSettings { Domain = Route53Account.Domain };
        settings = with?.Invoke(settings) ?? settings;
        var zone = new Route53Zone(
            account.Client(settings), settings, TimeProvider.System, Random.Shared, NullLogger<Route53Zone>.Instance);
        await zone.OpenAsync(CancellationToken.None);
        return zone;
    }
}
