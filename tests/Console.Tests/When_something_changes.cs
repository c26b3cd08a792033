namespace Pipeline.Console.Tests;

public sealed class When_something_changes(SamplePipeline sample, Browser browser)
{
    [Fact]
    public async Task An_open_page_shows_it_without_being_loaded_again_and_keeps_what_a_person_was_typing()
    {
        await using var history = await RecordedHistory.BeginAsync(sample.Postgres);
        var blue = new ModelHost("blue", "192.0.2.1");
        await history.StateAsync(1, blue.Reported(SamplePipeline.Container(blue, "calc-1", "calc", 32_001)));
        await using var console = await RunningConsole.StartAsync(history.Database);
        var services = await (await browser.OpenAsync()).GoAsync(console.Address, "/services");
        var events = await (await browser.OpenAsync()).GoAsync(console.Address, "/events");
        await services.EvaluateAsync("window.since = 'the first load'");
        await events.GetByLabel("about").FillAsync("half a wo");

        await history.StateAsync(2, blue.Started(SamplePipeline.Container(blue, "fresh-1", "fresh", 32_002)));

        await services.Locator("a.what", new() { HasText = "fresh" }).WaitForAsync();
        (await services.EvaluateAsync<string>("window.since")).ShouldBe("the first load");
        (await services.Locator(".lead").InnerTextAsync()).ShouldContain("2 instances of 2 services");
        await services.KeepAsync("live");

        await events.Locator(".happenings tbody tr", new() { HasText = "registered for fresh" }).First.WaitForAsync();
        (await events.GetByLabel("about").InputValueAsync()).ShouldBe("half a wo");
        (await events.EvaluateAsync<string>("document.activeElement.id")).ShouldBe("about");
    }

    [Fact]
    public async Task A_page_that_lost_its_console_says_so_and_goes_on_when_it_is_back()
    {
        await using var history = await RecordedHistory.BeginAsync(sample.Postgres);
        await using var console = await RunningConsole.StartAsync(history.Database);
        var page = await browser.OpenAsync();
        await page.RunAndWaitForResponseAsync(
            () => page.GoAsync(console.Address, "/services"), response => response.Request.ResourceType == "eventsource");
        (await page.Locator("#lost").IsVisibleAsync()).ShouldBeFalse();

        await console.KillAsync();

        await page.Locator("#lost").WaitForAsync();
        await page.KeepAsync("lost");
        await using var again = await RunningConsole.StartAsync(
            history.Database, new Dictionary<string, string> { ["Pipeline__Console"] = console.Address.AbsoluteUri });
        await page.Locator("#lost").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Hidden });
    }

    [Fact]
    public async Task While_the_database_is_away_it_shows_what_it_knew_and_since_when()
    {
        await using var history = await RecordedHistory.BeginAsync(sample.Postgres);
        var blue = new ModelHost("blue", "192.0.2.1");
        await history.StateAsync(1, blue.Reported(SamplePipeline.Container(blue, "calc-1", "calc", 32_001)));
        var direct = new Npgsql.NpgsqlConnectionStringBuilder(history.Database);
        await using var line = new CuttableProxy(new(System.Net.IPAddress.Loopback, direct.Port));
        await using var console = await RunningConsole.StartAsync(
            new Npgsql.NpgsqlConnectionStringBuilder(history.Database) { Host = "127.0.0.1", Port = line.EndPoint.Port }.ConnectionString);
        var page = await (await browser.OpenAsync()).GoAsync(console.Address, "/services");

        line.Cut();

        await page.Locator("[role=alert]").WaitForAsync();
        (await page.Locator("[role=alert]").InnerTextAsync())
            .ShouldMatch("database does not answer since .*This page shows the state of ..:..:.. UTC");
        (await page.Locator("a.what").InnerTextAsync()).ShouldBe("calc");
        await page.KeepAsync("away");
        (await console.Http.GetAsync("/services")).StatusCode.ShouldBe(System.Net.HttpStatusCode.ServiceUnavailable);
        (await console.Http.GetStringAsync(new Uri("/sign-in", UriKind.Relative))).ShouldContain("Sign in");

        line.Mend();
        await page.Locator("[role=alert]").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Detached });
    }
}
