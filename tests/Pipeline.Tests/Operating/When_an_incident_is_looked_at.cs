using System.Net;
using Npgsql;
using Pipeline.Contracts;
using Pipeline.Tests.Facts;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Operating;

/// <summary>
/// Incidents of the zone, of the leader, of the database and of what is recorded, seen by the commands and the console of a person on call.
/// Those of hosts, health and queues are played in <see cref="OnAws.When_an_incident_happens"/>.
/// </summary>
public sealed class When_an_incident_is_looked_at(RealPostgres postgres)
{
    private const string Calc = "calc.servicediscovery.internal/SRV";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly ModelHost red = new("red", "127.0.1.1");

    private readonly int port = FreePorts.Next();

    [Fact]
    public void Each_incident_is_played()
    {
        var played = from type in typeof(When_an_incident_is_looked_at).Assembly.GetTypes()
                     from method in type.GetMethods()
                     from trait in method.GetCustomAttributesData()
                     where trait.AttributeType == typeof(TraitAttribute) && trait.ConstructorArguments[0].Value is Incidents.Trait
                     select (string)trait.ConstructorArguments[1].Value!;

        played.Order(StringComparer.Ordinal).ShouldBe(Incidents.Troubles.Keys.Order(StringComparer.Ordinal));
    }

    [Fact, Trait(Incidents.Trait, Incidents.RecordDeleted)]
    public async Task Failure_58_a_record_that_was_deleted_by_hand_is_missing_at_once_and_replay_adds_it_again()
    {
        await using var fleet = await BeginAsync();
        await fleet.StateAsync(red.Reported(red.Container("c1", "calc", 32768)));
        await using (var projector = await LeadAsync(fleet, "calc"))
        {
            await Eventually.GetAsync(
                () => fleet.RunAsync("why", "calc"), why => why.Said.Contains("DNS answers with 1 instance"), "the ledger has it",
                Patience);
            (await fleet.RunAsync("services", "--json")).ShouldSatisfy(0, "\"instances\": 1", "\"inDns\": 1");

            await FirstPage.ShowsAsync(PageOfLeader, Incidents.RecordDeleted, Calc, fleet.Wipe);
            await projector.KillAsync(); // so that no pass adds it again while it is looked at
        }

        fleet.Wipe();

        (await fleet.RunAsync("services", "--json")).ShouldSatisfy(0, "\"instances\": 1", "\"inDns\": 0");
        (await fleet.RunAsync("status")).ShouldSatisfy(1, "record missing: ", Calc, "./pipeline replay");
        (await fleet.RunAsync("why", "calc")).ShouldSatisfy(0, $"DNS answers with no instance. {Calc} is missing from the zone");

        (await fleet.RunAsync("replay")).ShouldSatisfy(0, "done:");
        (await fleet.RunAsync("services", "--json")).ShouldSatisfy(0, "\"inDns\": 1");
    }

    [Fact, Trait(Incidents.Trait, Incidents.ForeignRecord)]
    public async Task A_foreign_record_in_the_way_is_named_until_it_is_removed()
    {
        await using var fleet = await BeginAsync();
        fleet.PutForeign("calc", "SRV", "1 1 80 theirs.example.");
        await fleet.StateAsync(red.Reported(red.Container("c1", "calc", 32768)));
        await using var projector = await LeadAsync(fleet, "red");

        await Eventually.GetAsync(
            () => fleet.RunAsync("status"), status => status.Said.Contains($"foreign record: {Calc}"), "status names the foreign record",
            Patience);
        await FirstPage.ShowsAsync(PageOfLeader, Incidents.ForeignRecord, Calc);
        (await fleet.RunAsync("why", "calc")).ShouldSatisfy(
            0, $"DNS answers with no instance. {Calc} cannot be added: a foreign record is in the way");
        (await fleet.RunAsync("services", "--json")).ShouldSatisfy(0, "\"inDns\": 0");

        fleet.Wipe();
        (await fleet.RunAsync("replay")).ShouldSatisfy(0, "done:");
        (await fleet.RunAsync("services", "--json")).ShouldSatisfy(0, "\"inDns\": 1");
    }

    [Fact, Trait(Incidents.Trait, Incidents.LeaderFrozen)]
    public async Task A_leader_that_froze_leads_no_more_and_another_projector_does()
    {
        await using var fleet = await BeginAsync();
        await fleet.StateAsync(red.Reported(red.Container("c1", "calc", 32768)));
        await using var projector = await LeadAsync(fleet, "calc");
        await using var console = await ConsoleAsync(fleet);

        await projector.FreezeAsync();

        await Eventually.GetAsync(
            () => fleet.RunAsync("status"),
            status => status.Code == 1 && status.Said.Contains("nobody leads") && status.Said.Contains("sends no heartbeat"),
            "status says that nobody leads", Patience);
        (await fleet.RunAsync("why", "calc")).ShouldSatisfy(0, "nobody leads: ", "sends no heartbeat", "next: ./pipeline projector");
        await FirstPage.ShowsAsync(FirstPage.AddressOf(console), Incidents.LeaderFrozen, fleet.Zone);

        await using var another = fleet.StartProjector(console: 0);
        await Eventually.GetAsync(
            () => fleet.RunAsync("status"), status => !status.Said.Contains("nobody leads"), "another projector leads", Patience);
        await projector.ThawAsync();
    }

    [Fact, Trait(Incidents.Trait, Incidents.CrashLoop)]
    public async Task A_crash_loop_is_told_with_its_exit_code()
    {
        await using var fleet = await BeginAsync();
        await fleet.StateAsync(red.Reported(red.Container("c1", "calc", 32768) with { Crashes = new CrashCount(11, 1, IsHeldBack: true) }));
        await using var console = await ConsoleAsync(fleet);

        (await fleet.RunAsync("status")).ShouldSatisfy(
            1, "crash loop: calc", "name-of-c1: it ended by itself 11 times, last with exit code 1");
        (await fleet.RunAsync("why", "calc")).ShouldSatisfy(
            0, "name-of-c1 (c1) on red: held back from DNS; restarted 11 times after it ended by itself, exit code 1");
        (await fleet.RunAsync("why", "name-of-c1")).ShouldSatisfy(0, "restarted 11 times after it ended by itself, exit code 1");
        (await fleet.RunAsync("services", "--json")).ShouldSatisfy(0, "\"crash loop\": 1");
        await FirstPage.ShowsAsync(FirstPage.AddressOf(console), Incidents.CrashLoop, "calc");
    }

    [Fact]
    public async Task A_clock_that_went_back_is_wrong()
    {
        await using var fleet = await BeginAsync();
        var (before, after) = (new ModelHost("red", "127.0.1.1", epoch: 100_000), new ModelHost("red", "127.0.1.7", epoch: 1));
        await fleet.StateAsync(before.Reported(before.Container("c1", "calc", 32768)));
        await fleet.StateAsync(after.Reported(after.Container("c1", "calc", 32768)));

        (await fleet.RunAsync("status")).ShouldSatisfy(1, "clock wrong: red", "clock is behind");
        (await fleet.RunAsync("why", "red")).ShouldSatisfy(0, "heard but not believed, because an agent at 127.0.1.7", "clock wrong: ");
    }

    [Fact]
    public async Task Failure_59_a_claim_that_is_refused_is_found_by_its_name()
    {
        await using var fleet = await BeginAsync();
        await fleet.StateAsync(red.Reported(ModelHost.Container("c1", red.Claim("nopublish", hostPort: null))));

        (await fleet.RunAsync("status")).ShouldSatisfy(1, "claim refused: nopublish");
        (await fleet.RunAsync("why", "nopublish")).ShouldSatisfy(0, "A claim of container name-of-c1 is refused");
        (await fleet.RunAsync("why", "nopublsih")).ShouldSatisfy(1, "the nearest names are nopublish");
    }

    [Fact]
    public async Task A_name_without_an_instance_is_named_with_its_last_container()
    {
        await using var fleet = await BeginAsync();
        await fleet.StateAsync(red.Reported(red.Container("c1", "calc", 32768), red.Container("c2", "web", 32769)));
        await fleet.StateAsync(red.Reported(red.Container("c2", "web", 32769)));

        (await fleet.RunAsync("status")).ShouldSatisfy(1, "no instance: calc", "nothing answers: name-of-c1 is gone from its host");
        (await fleet.RunAsync("why", "calc")).ShouldSatisfy(0, "no instance: ", "name-of-c1 (c1) on red: ");
        (await fleet.RunAsync("services")).ShouldSatisfy(0, "the last one was name-of-c1");
    }

    [Fact, Trait(Incidents.Trait, Incidents.DatabaseDown)]
    public async Task A_database_that_is_down_is_told_and_nothing_else_until_it_is_back()
    {
        await using var fleet = await BeginAsync();
        var server = new NpgsqlConnectionStringBuilder(fleet.Database);
        await using var line = new CuttableProxy(new(IPAddress.Parse(server.Host!), server.Port));
        var database = new NpgsqlConnectionStringBuilder(fleet.Database) { Port = line.EndPoint.Port }.ConnectionString;
        await using var console = await ConsoleAsync(fleet, "--database", database);

        line.Cut();

        var status = await fleet.RunAsync("status", "--database", database);
        status.ShouldSatisfy(1, "database away: database", "start PostgreSQL");
        status.Said.ShouldNotContain("nobody leads");
        await FirstPage.ShowsAsync(FirstPage.AddressOf(console), Incidents.DatabaseDown, "database");

        line.Mend();
        (await fleet.RunAsync("status", "--database", database)).Said.ShouldNotContain("database away");
    }

    private Uri PageOfLeader => new($"http://127.0.0.1:{port}");

    private Task<RecordedFleet> BeginAsync() => RecordedFleet.CreateAsync(postgres, now: TimeProvider.System.GetUtcNow());

    private static async Task<ServiceProcess> ConsoleAsync(RecordedFleet fleet, params string[] options)
    {
        var console = fleet.Start(["console", "--console", "http://127.0.0.1:0", .. options]);
        await console.SaysAsync("ready: console");
        return console;
    }

    /// <summary>Starts a projector, and waits until the zone has a name.</summary>
    private async Task<ServiceProcess> LeadAsync(RecordedFleet fleet, string name)
    {
        var projector = fleet.StartProjector(port);
        await Eventually.ThatAsync(
            () => fleet.ZoneNow().Any(record => record.StartsWith($"{name}.", StringComparison.Ordinal)), $"the zone has {name}", Patience);
        return projector;
    }
}
