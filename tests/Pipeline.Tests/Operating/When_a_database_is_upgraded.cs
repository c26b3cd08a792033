using Npgsql;
using Pipeline.Tests.RealParts;
using Pipeline.Tests.Route53Emulator;

namespace Pipeline.Tests.Operating;

/// <summary>A process and a schema of different versions: who waits, who goes on, and who ends.</summary>
public sealed class When_a_database_is_upgraded(RealPostgres postgres, Moto moto)
{
    [Fact]
    public async Task Processes_wait_until_it_is_prepared_and_the_command_says_what_it_did()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var route53 = await Emulator.StartAsync();
        route53.CreateZone("servicediscovery.internal");
        await using var projector = await StartAsync("projector", database, route53);
        await using var healthSaga = await StartAsync("health-saga", database, route53);
        await using var console = await StartAsync("console", database, route53);

        foreach (var waiting in (ServiceProcess[])[projector, healthSaga, console])
        {
            await waiting.SaysAsync("waiting until ./pipeline database prepare has run");
            waiting.Said.ShouldNotContain("ready: ");
        }

        (await RunAsync("database", database)).ShouldSatisfyAllConditions(
            ran => ran.Code.ShouldBe(1),
            ran => ran.Said.ShouldContain("no schema with a version"),
            ran => ran.Said.ShouldContain("run ./pipeline database prepare"));
        (await RunAsync("database prepare", database)).ShouldSatisfyAllConditions(
            ran => ran.Code.ShouldBe(0), ran => ran.Said.ShouldContain("this version's; it had none"));

        await projector.SaysAsync("ready: projector");
        await healthSaga.SaysAsync("ready: health-saga");
        await console.SaysAsync("ready: console");
        (await RunAsync("database prepare", database)).ShouldSatisfyAllConditions(
            ran => ran.Code.ShouldBe(0), ran => ran.Said.ShouldContain("nothing was to be done"));
        (await RunAsync("database --json", database)).ShouldSatisfyAllConditions(
            ran => ran.Code.ShouldBe(0), ran => ran.Said.ShouldContain("\"works\": true"));
    }

    [Fact]
    public async Task On_a_newer_schema_a_process_goes_on_where_it_can_and_ends_with_a_line_where_it_cannot()
    {
        var database = await postgres.CreatePreparedAsync();
        await using var route53 = await Emulator.StartAsync();
        route53.CreateZone("servicediscovery.internal");
        await ExecuteAsync(database, "update pipeline.schema_version set number = 1000, prepared_by = '9.0'");

        await using (var projector = await StartAsync("projector", database, route53))
        {
            await projector.SaysAsync("ready: projector");
            projector.Said.ShouldContain("schema 1000, made by version 9.0; this version's is");
        }

        await ExecuteAsync(database, "update pipeline.schema_version set oldest = 999");
        await using var refused = await StartAsync("projector", database, route53);
        (await refused.EndsAsync()).ShouldBe(1);
        refused.Said.ShouldContain("start a later version of this program");
        (await RunAsync("database prepare", database)).ShouldSatisfyAllConditions(
            ran => ran.Code.ShouldBe(1), ran => ran.Said.ShouldContain("needs programs of schema 999 or later"));
        (await RunAsync("replay", database)).Said.ShouldContain("start a later version of this program");
    }

    private async Task<ServiceProcess> StartAsync(string process, string database, Emulator route53) => new(
        ServiceProcess.Pipeline,
        new Dictionary<string, string>(Moto.Environment(await moto.EndpointAsync()))
        {
            ["AWS_ENDPOINT_URL_ROUTE_53"] = route53.Endpoint.AbsoluteUri,
            ["Pipeline__Scope"] = $"upgrade-{Guid.NewGuid():N}"[..16],
            ["Pipeline__Database"] = database,
            ["Pipeline__Console"] = "http://127.0.0.1:0",
        },
        process);

    private static async Task<(int Code, string Said)> RunAsync(string command, string database)
    {
        await using var run = new ServiceProcess(
            ServiceProcess.Pipeline, new Dictionary<string, string> { ["Pipeline__Database"] = database }, command.Split(' '));
        return (await run.EndsAsync(), run.Said);
    }

    private static async Task ExecuteAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
