using Npgsql;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Adoption;
using Pipeline.Postgres.Programs;
using Pipeline.Tests.RealParts;
using Record = Pipeline.Tests.Route53Emulator.Zones.Record;

namespace Pipeline.Projector.Tests.Zone.Adopting;

/// <summary>A real database is dumped, goes on, and is restored, while clients look up names of Route 53 all the time.</summary>
public sealed class When_a_database_is_restored(RealPostgres postgres)
{
    private static readonly AdoptionRequest Everything = new(RecordOrigin.Ledger, []);

    [Fact]
    public async Task Failure_68_one_command_makes_the_zone_the_truth_and_touches_nothing_foreign()
    {
        await using var account = await Route53Account.OpenAsync();
        await using var fleet = new ReportingFleet();
        await using var clients = new ContinuousLookUps(account);
        var before = await postgres.CreateDatabaseAsync();
        fleet.Add("red", "192.0.2.1");
        fleet.Add("green", "192.0.2.2");
        fleet.Start("red", "c1", "calc", 32768);
        fleet.Start("red", "c2", "time", 32769);
        account.Put("www", "A", "192.0.2.80");
        account.Put("db", "SRV", $"1 1 5432 red.{Route53Account.Domain}.");
        account.Put("legacy", "SRV", "10 20 443 legacy.example.com.");
        var foreign = Foreign(account);

        string dump;
        await using (var first = await StartAsync(before, account, fleet))
        {
            await first.AnswersAsync("calc", Route53ProjectorUnderTest.At(32768, "red"));
            await first.AnswersAsync("time", Route53ProjectorUnderTest.At(32769, "red"));
            clients.Expect("calc", "red", 32768);
            dump = await DumpAsync(before);

            // What the backup does not know: a name, a host, an end, and what ends before the restore is over.
            fleet.Stop("c2");
            fleet.Add("blue", "192.0.2.3");
            fleet.Start("green", "c3", "portal", 32768);
            fleet.Start("blue", "c4", "calc", 32768);
            fleet.Start("green", "c5", "ghost", 32770);
            await first.AnswersAsync("portal", Route53ProjectorUnderTest.At(32768, "green"));
            await first.AnswersAsync("calc", Route53ProjectorUnderTest.At(32768, "red"), Route53ProjectorUnderTest.At(32768, "blue"));
            await first.AnswersAsync("ghost", Route53ProjectorUnderTest.At(32770, "green"));
            await first.AnswersAsync("time");
            clients.Expect("portal", "green", 32768);
            clients.Expect("calc", "blue", 32768);
            fleet.Projector = null;
        }

        fleet.Stop("c5");
        var restored = await RestoreAsync(dump);
        await using var second = await StartAsync(restored, account, fleet);
        await Eventually.GetAsync(
            () => Task.FromResult(second.Leader.Failure), why => why?.Contains("run ./pipeline adopt", StringComparison.Ordinal) is true,
            "a sentence that says what to do", TimeSpan.FromSeconds(60));
        account.Values("ghost").ShouldNotBeEmpty();

        var adoption = await AdoptAsync(restored, account);

        adoption.Left.Select(one => one.Set.Key.Name.Split('.')[0]).ShouldBe(["db", "legacy", "www"]);
        adoption.Taken.Where(one => one.Fate is RecordFate.Removed).Select(one => one.Set.Key.Name.Split('.')[0]).ShouldBe(["ghost"]);
        account.Values("ghost").ShouldBeEmpty();
        account.Values("calc").ShouldBe([Route53ProjectorUnderTest.At(32768, "blue"), Route53ProjectorUnderTest.At(32768, "red")]);
        account.Values("portal").ShouldBe([Route53ProjectorUnderTest.At(32768, "green")]);

        // The projector leads again, and knows what it owns.
        fleet.Start("blue", "c6", "portal", 32771);
        await second.AnswersAsync("portal", Route53ProjectorUnderTest.At(32768, "green"), Route53ProjectorUnderTest.At(32771, "blue"));
        clients.Release("portal", "green", 32768);
        fleet.Stop("c3");
        await second.AnswersAsync("portal", Route53ProjectorUnderTest.At(32771, "blue"));
        (await AdoptAsync(restored, account)).Taken.ShouldBeEmpty();

        Foreign(account).ShouldBe(foreign);
        (await clients.EndAsync()).ShouldBeEmpty();
        clients.Looks.ShouldBeGreaterThan(1_000);
    }

    [Fact]
    public async Task A_database_that_is_lost_is_followed_by_a_new_one()
    {
        await using var account = await Route53Account.OpenAsync();
        await using var fleet = new ReportingFleet();
        await using var clients = new ContinuousLookUps(account);
        fleet.Add("red", "192.0.2.1");
        fleet.Add("green", "192.0.2.2");
        fleet.Start("red", "c1", "calc", 32768);
        fleet.Start("green", "c2", "calc", 32768);
        fleet.Start("green", "c3", "time", 32769);
        account.Put("db", "SRV", $"1 1 5432 red.{Route53Account.Domain}.");
        var foreign = Foreign(account);
        await using (var first = await StartAsync(await postgres.CreateDatabaseAsync(), account, fleet))
        {
            await first.AnswersAsync("calc", Route53ProjectorUnderTest.At(32768, "red"), Route53ProjectorUnderTest.At(32768, "green"));
            await first.AnswersAsync("time", Route53ProjectorUnderTest.At(32769, "green"));
            clients.Expect("calc", "red", 32768);
            clients.Expect("calc", "green", 32768);
            fleet.Projector = null;
        }

        fleet.Stop("c3");
        var database = await postgres.CreateDatabaseAsync();
        await using var second = await StartAsync(database, account, fleet);

        (await AdoptAsync(database, account)).Taken.Count.ShouldBe(4);

        account.Values("time").ShouldBeEmpty();
        fleet.Start("red", "c4", "time", 32770);
        await second.AnswersAsync("time", Route53ProjectorUnderTest.At(32770, "red"));
        Foreign(account).ShouldBe(foreign);
        (await clients.EndAsync()).ShouldBeEmpty();
    }

    private static async Task<Route53ProjectorUnderTest> StartAsync(string database, Route53Account account, ReportingFleet fleet) =>
        fleet.Projector = await Route53ProjectorUnderTest.StartAsync(database, account);

    private static async Task<Adoption> AdoptAsync(string database, Route53Account account)
    {
        await using var adopting = await AdoptingPerson.OpenAsync(database, account);
        return await adopting.AdoptAsync(Everything);
    }

    /// <summary>The records that no projector wrote.</summary>
    private static List<Record> Foreign(Route53Account account) =>
        [.. account.Records.Where(record => record.Id.Name.Split('.')[0] is "www" or "db" or "legacy")];

    private static async Task<string> DumpAsync(string database)
    {
        var file = Path.Combine(TemporaryDirectory.Create("dump"), "registry.sql");
        await ShellCommand.RunAsync(Program("pg_dump"), [Uri(database), "--file", file]);
        return file;
    }

    private async Task<string> RestoreAsync(string dump)
    {
        var database = await postgres.CreateDatabaseAsync();
        await ShellCommand.RunAsync(Program("psql"), [Uri(database), "--quiet", "--set", "ON_ERROR_STOP=1", "--file", dump]);
        return database;
    }

    private static string Program(string name) => Path.Combine(PostgresBinaries.Locate().Directory, name);

    private static string Uri(string connection)
    {
        var parts = new NpgsqlConnectionStringBuilder(connection);
        return $"host={parts.Host} port={parts.Port} user={parts.Username} dbname={parts.Database} password={parts.Password}";
    }
}
