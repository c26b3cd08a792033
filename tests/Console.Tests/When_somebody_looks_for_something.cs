namespace Pipeline.Console.Tests;

public sealed class When_somebody_looks_for_something(SamplePipeline sample, Browser browser)
{
    [Fact]
    public async Task A_part_of_a_name_leads_from_any_page_by_keyboard_alone()
    {
        var page = await (await browser.OpenAsync()).GoAsync((await sample.ConsoleAsync()).Address, "/zone");

        await page.Keyboard.PressAsync("/");
        await page.Locator("#jump input").FillAsync("calc-5");
        await page.Locator("#jump .found a", new() { HasText = "calc-5" }).WaitForAsync();
        await page.KeepAsync("jump");
        await page.Keyboard.PressAsync("Enter");

        await page.ArriveAsync($"**/sagas/{SamplePipeline.IdOf("calc-5")}");
    }

    [Fact]
    public async Task Without_a_word_what_is_in_trouble_is_offered()
    {
        var page = await (await browser.OpenAsync()).GoAsync((await sample.ConsoleAsync()).Address, "/services");

        await page.Keyboard.PressAsync("Control+k");

        await page.Locator("#jump .found a").First.WaitForAsync();
        (await page.Locator("#jump .found").InnerTextAsync()).ShouldContain("calc");
        (await page.Locator("#jump .found").InnerTextAsync()).ShouldNotContain("calc-6");
        await page.Keyboard.PressAsync("Escape");
        (await page.Locator("#jump").IsVisibleAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task Without_a_script_the_page_of_the_search_does_the_same()
    {
        var answer = await (await sample.ConsoleAsync()).Http.GetStringAsync("/search?q=amb");

        answer.ShouldContain("href=\"/hosts/amber\"");
        (await (await sample.ConsoleAsync()).Http.GetStringAsync("/search?q=nothing-like-it")).ShouldContain("Nothing that runs now");
    }

    [Fact]
    public async Task Events_go_on_page_by_page_and_none_is_left_out_or_shown_twice()
    {
        var page = await (await browser.OpenAsync()).GoAsync((await sample.ConsoleAsync()).Address, "/events");
        var seen = new List<string>();
        for (var more = true; more;)
        {
            seen.AddRange(await page.Locator(".happenings tbody tr").AllInnerTextsAsync());
            var next = page.Locator("a[rel=next]");
            more = await next.CountAsync() > 0;
            if (more) await page.GoAsync((await sample.ConsoleAsync()).Address, "/events" + await next.GetAttributeAsync("href"));
        }

        seen.Count.ShouldBeGreaterThan(50);
        seen.ShouldContain(line => line.Contains("joined", StringComparison.Ordinal), "the first page of the history");
        await page.GoAsync((await sample.ConsoleAsync()).Address, "/events?kind=RunBegan");
        var begun = await page.Locator(".happenings td[data-is=kind]").AllInnerTextsAsync();
        begun.Distinct().ShouldBe(["started"]);
        begun.Count.ShouldBe(seen.Count(line => line.Contains("\tstarted\t", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_name_behind_a_load_balancer_says_where_it_leads()
    {
        await using var history = await RecordedHistory.BeginAsync(sample.Postgres);
        var service = new ModelHost("ecs-service-web", "");
        var claim = SamplePipeline.Container(service, "web-app", "web", 443);
        await history.StateAsync(1, service.Reported(claim with
        {
            Endpoints = [claim.Endpoints[0] with { Address = "web-1.elb.amazonaws.com", Balancer = new() { HostedZoneId = "Z2" } }],
        }));
        await using var console = await RunningConsole.StartAsync(history.Database);

        (await console.Http.GetStringAsync("/services/web"))
            .ShouldMatch(@"leads to the load balancer[^.]*web-1\.elb\.amazonaws\.com");
    }

    [Fact]
    public async Task A_moment_of_the_past_shows_what_was_then()
    {
        var before = await (await sample.ConsoleAsync()).Http.GetStringAsync("/events?at=2020-01-01T00:00");
        before.ShouldContain("No such event");

        var service = await (await sample.ConsoleAsync()).Http.GetStringAsync("/services/calc?range=7d&at=2020-01-01T00:00");
        service.ShouldContain("DNS answered nothing for this service in this time");
    }

    [Fact]
    public async Task More_rows_a_screen_stay_chosen()
    {
        var page = await (await browser.OpenAsync()).GoAsync((await sample.ConsoleAsync()).Address, "/services/calc");
        await page.GetByText("more rows").ClickAsync();
        await page.GetByText("more room").WaitForAsync();

        await page.GoAsync((await sample.ConsoleAsync()).Address, "/hosts");

        (await page.Locator("html").GetAttributeAsync("data-density")).ShouldBe("compact");
        await page.KeepAsync("hosts-compact");
    }
}
