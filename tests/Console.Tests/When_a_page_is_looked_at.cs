namespace Pipeline.Console.Tests;

/// <summary>Each page of a pipeline in trouble, in a real browser.</summary>
public sealed class When_a_page_is_looked_at(SamplePipeline sample, Browser browser)
{
    public static readonly IReadOnlyDictionary<string, string> Addresses = new Dictionary<string, string>
    {
        ["status"] = "/",
        ["fleet"] = "/fleet",
        ["fleet-by-host"] = "/fleet?by=host",
        ["services"] = "/services",
        ["service"] = "/services/calc",
        ["sagas"] = "/sagas",
        ["saga"] = $"/sagas/{SamplePipeline.IdOf("calc-5")}",
        ["hosts"] = "/hosts",
        ["host"] = "/hosts/green",
        ["host-doubted"] = "/hosts/amber",
        ["saga-doubted"] = $"/sagas/{SamplePipeline.IdOf("time-4")}",
        ["zone"] = "/zone",
        ["events"] = "/events",
        ["dead-letters"] = "/dead-letters",
        ["search"] = "/search?q=calc",
        ["missing"] = "/services/nothing-of-the-kind",
        ["nowhere"] = "/nothing/of/the/kind",
        ["sign-in"] = "/sign-in",
    };

    public static TheoryData<string> Pages => [.. Addresses.Keys];

    [Theory, MemberData(nameof(Pages))]
    public async Task It_reads_well_at_every_width_and_in_both_themes(string name) =>
        await Appearance.InspectAsync(browser, (await sample.ConsoleAsync()).Address, name, Addresses[name]);

    [Fact]
    public async Task Trouble_comes_first()
    {
        var page = await (await browser.OpenAsync()).GoAsync((await sample.ConsoleAsync()).Address, "/services");

        (await page.Locator(".services .what").First.InnerTextAsync()).ShouldBe("calc");
        (await page.Locator(".services .entry").First.InnerTextAsync()).ShouldContain("1 ejected, 2 failing");
        await page.GoAsync((await sample.ConsoleAsync()).Address, "/sagas");
        (await page.Locator("td[data-is=state]").AllInnerTextsAsync()).Select(text => text.Split('\n')[^1].Trim()).Take(3)
            .ShouldBe(["ejecting", "ejection blocked", "failing"]);
    }

    [Fact]
    public async Task The_first_page_names_the_worst_with_its_cause_and_what_to_do_next()
    {
        var page = await (await browser.OpenAsync()).GoAsync((await sample.ConsoleAsync()).Address, "/");

        var worst = page.Locator(".troubles > li");
        (await worst.CountAsync()).ShouldBe(3);
        foreach (var trouble in await worst.AllAsync())
        {
            (await trouble.Locator("h2").InnerTextAsync()).ShouldNotBeEmpty();
            (await trouble.Locator(".next code").InnerTextAsync()).ShouldNotBeEmpty();
        }

        (await page.Locator(".parts").InnerTextAsync()).ShouldContain("database");
    }

    [Fact]
    public async Task What_is_not_believed_is_a_state_with_its_reason_and_its_remedy()
    {
        var (page, console) = (await browser.OpenAsync(), (await sample.ConsoleAsync()).Address);

        await page.GoAsync(console, "/hosts");
        (await page.Locator("td[data-is=lease]").First.InnerTextAsync())
            .ShouldStartWith("doubted, live – heard but not believed: an agent at");
        await page.GoAsync(console, "/hosts/amber");
        var host = await page.Locator("main").InnerTextAsync();
        host.ShouldContain("an agent at 192.0.2.9 speaks for it whose clock is ahead; correct the clock, or wait");
        host.ShouldContain("./pipeline hosts forget amber");
        host.ShouldContain("the agent at 192.0.2.4, since");
        await page.GoAsync(console, "/services");
        (await page.Locator(".services .entry", new() { HasText = "time" }).InnerTextAsync()).ShouldContain("1 doubted");
        await page.GoAsync(console, Addresses["saga-doubted"]);
        (await page.Locator("main").InnerTextAsync()).ShouldContain("host amber reports it too; it belongs to host blue");
    }

    [Fact]
    public async Task A_person_gets_everywhere_by_keyboard()
    {
        var page = await (await browser.OpenAsync()).GoAsync((await sample.ConsoleAsync()).Address, "/services");

        await page.Keyboard.PressAsync("Tab");
        (await page.EvaluateAsync<string>("document.activeElement.textContent")).ShouldBe("Skip to the page");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        (await page.EvaluateAsync<string>("document.activeElement.textContent")).ShouldBe("calc");
        await page.Keyboard.PressAsync("Enter");
        await page.ArriveAsync("**/services/calc");
        (await page.Locator("h1").InnerTextAsync()).ShouldBe("calc");
    }

    [Fact]
    public async Task A_service_shows_its_records_as_dns_answers_them()
    {
        var page = await (await browser.OpenAsync()).GoAsync((await sample.ConsoleAsync()).Address, "/services/calc");

        (await page.TextAsync())
            .ShouldMatch(@"calc\.servicediscovery\.internal\.\s+\d+\s+SRV\s+1 1 32001 green\.servicediscovery\.internal\.");
        (await page.TextAsync()).ShouldMatch(@"green\.servicediscovery\.internal\.\s+\d+\s+A\s+192\.0\.2\.2");
        (await page.Locator(".strip.resting").CountAsync()).ShouldBeGreaterThan(0, "the picture shows what no longer answers");
        var ended = await page.Locator(".lane.ended").AllInnerTextsAsync();
        ended.ShouldContain(lane => lane.StartsWith("old-1", StringComparison.Ordinal), "a container that has ended keeps its name");
        foreach (var lane in ended) lane.ShouldMatch(@"^(old|calc)-\d", "each has a name");
        (await page.Locator(".strip.failing").CountAsync()).ShouldBeGreaterThan(0, "and what answers although its check fails");
    }

    [Fact]
    public async Task A_saga_shows_where_it_stands_and_the_way_there()
    {
        var page = await (await browser.OpenAsync())
            .GoAsync((await sample.ConsoleAsync()).Address, $"/sagas/{SamplePipeline.IdOf("calc-5")}");

        (await page.Locator(".wide text.state-name.present").TextContentAsync()).ShouldBe("ejecting");
        (await page.Locator(".wide path.way.taken").CountAsync()).ShouldBe(3);
        (await page.Locator(".timeline").InnerTextAsync()).ShouldContain("failing → ejecting");
    }

    [Fact]
    public async Task Events_are_filtered_by_what_they_are_about()
    {
        var page = await (await browser.OpenAsync()).GoAsync((await sample.ConsoleAsync()).Address, "/events");
        await page.GetByLabel("about").FillAsync("time-2");
        await page.Keyboard.PressAsync("Enter");
        await page.ArriveAsync("**/events?about=time-2*");

        var abouts = (await page.Locator(".happenings td[data-is=about]").AllInnerTextsAsync()).Select(text => text.Trim()).Distinct();
        abouts.ShouldBe(["time-2"]);
    }
}
