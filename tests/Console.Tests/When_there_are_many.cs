namespace Pipeline.Console.Tests;

public sealed class When_there_are_many(SamplePipeline sample, Browser browser)
{
    private const int Hosts = 40;
    private const int ContainersPerHost = 125;

    [Fact]
    public async Task Five_thousand_instances_are_seen_at_a_glance_and_one_by_one()
    {
        await using var history = await RecordedHistory.BeginAsync(sample.Postgres);
        var hosts = Enumerable.Range(1, Hosts).Select(number => new ModelHost($"host-{number}", $"192.0.2.{number}"));
        await history.StateAsync(Hosts * ContainersPerHost, [.. hosts.Select((host, at) => (object)host.Reported(
            [.. Enumerable.Range(0, ContainersPerHost).Select(number =>
                SamplePipeline.Container(host, $"many-{at}-{number}", $"service-{number % 25}", 32_000 + number))]))]);
        await using var console = await RunningConsole.StartAsync(history.Database);
        var page = await (await browser.OpenAsync()).GoAsync(console.Address, "/services");

        (await page.Locator(".lead").InnerTextAsync()).ShouldContain("5000 instances of 25 services on 40 hosts");
        (await page.Locator(".services .mark").CountAsync()).ShouldBe(25 * 120, "200 of each, 120 with a mark");
        (await page.Locator(".services .marks").First.InnerTextAsync()).ShouldContain("+80");
        await page.KeepAsync("many");

        await page.GoAsync(console.Address, "/fleet");
        (await page.Locator(".lead").InnerTextAsync()).ShouldContain("5000 instances");
        (await page.Locator(".field path").CountAsync()).ShouldBe(25, "one path for all that are well of a service");
        await page.KeepAsync("many-fleet");

        await page.GoAsync(console.Address, "/services/service-7");
        (await page.Locator("tbody tr td[data-is=container]").CountAsync()).ShouldBe(100);
        await page.GetByText("next", new() { Exact = true }).ClickAsync();
        await page.ArriveAsync("**/services/service-7?from=100");
        (await page.Locator(".paging").InnerTextAsync()).ShouldContain("101–200 of 200");
    }
}
