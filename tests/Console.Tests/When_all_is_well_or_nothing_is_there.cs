namespace Pipeline.Console.Tests;

/// <summary>Each page of a pipeline without anything, and of one in which all is well.</summary>
public sealed class When_all_is_well_or_nothing_is_there(SamplePipeline sample, Browser browser)
{
    private const int Hosts = 4;
    private const int ContainersPerHost = 9;

    private static readonly string[] Services = ["calc", "time", "portal"];

    private static readonly string[] Pages =
        ["/", "/fleet", "/services", "/hosts", "/sagas", "/zone", "/events", "/dead-letters", "/search"];

    [Fact]
    public async Task A_page_without_anything_says_what_to_do_first()
    {
        await using var history = await RecordedHistory.BeginAsync(sample.Postgres);
        await using var console = await RunningConsole.StartAsync(history.Database);

        foreach (var address in Pages) await Appearance.InspectAsync(browser, console.Address, $"empty-{NameOf(address)}", address);
        (await console.Http.GetStringAsync("/services")).ShouldContain("Start a container that claims a name");
    }

    [Fact]
    public async Task A_page_where_all_is_well_is_quiet()
    {
        await using var history = await RecordedHistory.BeginAsync(sample.Postgres);
        var containers = new List<Pipeline.Contracts.ContainerSnapshot>();
        for (var number = 1; number <= Hosts; number++)
        {
            var host = new ModelHost($"host-{number}", $"192.0.2.{number}");
            Pipeline.Contracts.ContainerSnapshot[] here =
            [
                .. Enumerable.Range(1, ContainersPerHost)
                    .Select(at => SamplePipeline.Container(host, $"{Services[at % 3]}-{number}{at}", Services[at % 3], 32_000 + at)),
            ];
            containers.AddRange(here);
            await history.StateAsync(containers.Count, host.Reported(here));
            foreach (var one in here) await history.HearAsync($"host-{number}", one, SamplePipeline.Passed, SamplePipeline.Passed);
        }

        await using var console = await RunningConsole.StartAsync(history.Database);

        string[] details = ["/services/calc", "/hosts/host-1", $"/sagas/{containers[0].Id}"];
        foreach (var address in Pages.Concat(details))
            await Appearance.InspectAsync(browser, console.Address, $"well-{NameOf(address)}", address);
        (await console.Http.GetStringAsync("/services")).ShouldNotContain("in trouble</b>");
    }

    private static string NameOf(string address) => address.Split('/') switch
    {
        [_, ""] => "status",
        [_, var list] => list,
        [_, var list, ..] => $"{list}-one",
        _ => "",
    };
}
