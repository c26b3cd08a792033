using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Adoption;
using Pipeline.Core.Dns.Layouts;
using Pipeline.Tests.RealParts;
using static Pipeline.Projector.Tests.Support.Route53ProjectorUnderTest;

namespace Pipeline.Projector.Tests.Zone.Adopting;

/// <summary>
/// A zone as the agents of the ECS reference design write it is taken over host by host, while clients look up every instance all the time.
/// </summary>
public sealed class When_another_agents_zone_is_taken_over(RealPostgres postgres)
{
    private static readonly AdoptionRequest OfAgents = new(RecordOrigin.Agent, []);

    [Fact]
    public async Task Host_by_host_and_in_the_end_name_by_name_nobody_misses_an_answer()
    {
        await using var account = await Route53Account.OpenAsync();
        await using var fleet = new ReportingFleet();
        await using var clients = new ContinuousLookUps(account);
        var database = await postgres.CreateDatabaseAsync();
        ReferenceAgent red = new(account, "red", "192.0.2.1"), green = new(account, "green", "192.0.2.2");
        account.Put("www", "A", "192.0.2.80");
        await red.CreateHostAsync();
        await green.CreateHostAsync();
        await red.StartAsync("c1", "calc", 32768);
        await green.StartAsync("c2", "calc", 32768);
        await green.StartAsync("c3", "time", 32769);
        await red.StartAsync("stale", "time", 32770); // its agent missed the end of this one
        clients.Expect("calc", "red", 32768);
        clients.Expect("calc", "green", 32768);
        clients.Expect("time", "green", 32769);

        await using (var weighted = await StartAsync(ZoneLayout.Weighted, TimeSpan.Zero))
        {
            // The first host reports, the other one does not.
            fleet.Projector = weighted;
            fleet.Add("red", "192.0.2.1");
            fleet.Start("red", "c1", "calc", 32768);
            await AdoptAsync(database, account, "red");
            await weighted.AnswersAsync("calc", "1 1 32768 green.ec2.internal", At(32768, "red"));
            account.Of("red", "A").ShouldHaveSingleItem().Id.SetIdentifier.ShouldBeNull();
            account.Values("time").ShouldBe(["1 1 32769 green.ec2.internal"]);

            // Side by side: a container of each, and an end on the host that has not moved.
            fleet.Start("red", "c4", "calc", 32771);
            await Eventually.ThatAsync(
                () => account.Values("calc").Contains(At(32771, "red")), "the new instance", TimeSpan.FromSeconds(60));
            clients.Expect("calc", "red", 32771);
            await green.StartAsync("c5", "calc", 32772);
            clients.Expect("calc", "green", 32772);
            clients.Release("calc", "green", 32768);
            await green.StopAsync("c2", "calc");

            // The other host moves, and an instance ends whose record was taken over.
            fleet.Add("green", "192.0.2.2");
            fleet.Start("green", "c3", "time", 32769);
            fleet.Start("green", "c5", "calc", 32772);
            await AdoptAsync(database, account, "green");
            clients.Release("calc", "red", 32768);
            fleet.Stop("c1");
            await weighted.AnswersAsync("calc", At(32771, "red"), At(32772, "green"));
            fleet.Projector = null;
        }

        var changes = account.Emulator.Counts.Refused;
        await using var simple = await StartAsync(ZoneLayout.Simple, TimeSpan.FromSeconds(5));
        fleet.Projector = simple;
        await Eventually.ThatAsync(
            () => account.Of("calc") is [{ Id.SetIdentifier: null }] && account.Of("time") is [{ Id.SetIdentifier: null }],
            "names in the other layout",
            TimeSpan.FromSeconds(60));
        account.Values("calc").ShouldBe([At(32771, "red"), At(32772, "green")]);
        account.Emulator.Counts.Refused.ShouldBe(changes);

        account.Of("www", "A").ShouldHaveSingleItem().Values.ShouldBe(["192.0.2.80"]);
        (await clients.EndAsync()).ShouldBeEmpty();
        clients.Looks.ShouldBeGreaterThan(1_000);

        Task<Route53ProjectorUnderTest> StartAsync(ZoneLayout layout, TimeSpan ttl) =>
            Route53ProjectorUnderTest.StartAsync(database, account, layout, ttl: ttl);
    }

    /// <summary>Takes over what the agent of a host wrote, again until nothing of it is left.</summary>
    private static async Task AdoptAsync(string database, Route53Account account, string host)
    {
        await using var person = await AdoptingPerson.OpenAsync(database, account, ZoneLayout.Weighted, TimeSpan.Zero);
        await Eventually.ThatAsync(
            async () =>
            {
                var plan = (await person.PlanAsync(OfAgents)).Decision;
                if (plan.Left.Any(left => left.Set.Key.SetIdentifier?.StartsWith(host, StringComparison.Ordinal) is true)) return false;
                if (plan.Taken.Count == 0) return true;
                await person.AdoptAsync(OfAgents);
                return false;
            },
            $"nothing of {host}'s agent is left",
            TimeSpan.FromSeconds(60));
    }
}
