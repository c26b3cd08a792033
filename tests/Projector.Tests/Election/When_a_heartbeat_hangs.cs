using Microsoft.Extensions.DependencyInjection;
using Pipeline.Core.Terms;
using Pipeline.Projector.Election;
using Pipeline.Store;
using Pipeline.Tests.RealParts;

namespace Pipeline.Projector.Tests.Election;

/// <summary>Two projectors on one database; the heartbeat of the one that leads hangs, and everything else of it works.</summary>
public sealed class When_a_heartbeat_hangs(RealPostgres postgres)
{
    private static readonly TermTiming Quick = new()
    {
        Expiry = TimeSpan.FromSeconds(3),
        Heartbeat = TimeSpan.FromMilliseconds(200),
        CallTimeout = TimeSpan.FromSeconds(1),
        Margin = TimeSpan.FromSeconds(1),
        StandbyPoll = TimeSpan.FromMilliseconds(100),
    };

    private readonly ModelHost red = new("red", "127.0.1.1");

    [Fact]
    public async Task The_leader_stops_writing_before_another_one_leads_and_stands_by_afterwards()
    {
        var database = await postgres.CreateDatabaseAsync();
        ScriptedLeases? scripted = null;
        await using var first = await ProjectorUnderTest.StartAsync(database, terms: Quick, replace: services =>
            services.AddSingleton<ILeaderLeases>(given =>
                scripted = new ScriptedLeases(given.GetRequiredService<RegistryDatabase>().Leases)));
        await Eventually.ThatAsync(() => first.Leadership.Leads, "the first leads");
        await using var second = await ProjectorUnderTest.StartAsync(database, terms: Quick);

        scripted!.Beat = () => ScriptedLeases.Hangs;
        var both = false;
        await Eventually.ThatAsync(() =>
        {
            both |= second.Leadership.Leads && first.Leadership.Leads;
            return second.Leadership.Leads;
        }, "the second leads");
        both.ShouldBeFalse("the first stopped before");

        var calls = first.Zone.Calls;
        await second.StateAsync(red.Started(red.Container("c1", "calc", 32768)));
        await Eventually.ThatAsync(() => second.Answers("calc").Count == 1, "the second writes");
        first.Zone.Calls.ShouldBe(calls, "the first writes nothing");
        first.Leadership.Leads.ShouldBeFalse("it stands by");
        scripted.Beat = null;
        second.Leadership.Leads.ShouldBeTrue();
    }
}
