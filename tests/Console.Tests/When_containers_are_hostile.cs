namespace Pipeline.Console.Tests;

public sealed class When_containers_are_hostile(SamplePipeline sample, Browser browser)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/services")]
    [InlineData("/services/portal")]
    [InlineData("/sagas")]
    [InlineData("/sagas/ATTACKER")]
    [InlineData("/hosts/green")]
    [InlineData("/events?kind=RunBegan")]
    [InlineData("/events?about=ATTACKER")]
    [InlineData("/search?q=script")]
    [InlineData("/search?q=%22%3E%3Cscript%3Ewindow.pwned%3D1%3C%2Fscript%3E")]
    [InlineData("/events?about=%22%3E%3Cscript%3Ewindow.pwned%3D1%3C%2Fscript%3E")]
    [InlineData("/services/%22%3E%3Cscript%3Ewindow.pwned%3D1%3C%2Fscript%3E")]
    public async Task Their_names_and_images_are_text_and_nothing_else(string address)
    {
        var page = await browser.OpenAsync();
        var refused = new List<string>();
        page.Console += (_, said) =>
        {
            if (said.Text.Contains("Content Security Policy", StringComparison.Ordinal)) refused.Add(said.Text);
        };
        await page.GoAsync(
            (await sample.ConsoleAsync()).Address,
            address.Replace("ATTACKER", SamplePipeline.IdOf(SamplePipeline.Attack), StringComparison.Ordinal));

        // Also after the page was replaced by its stream.
        await page.EvaluateAsync(
            "new Promise(heard => { const s = new EventSource(location.pathname + location.search); "
            + "s.addEventListener('page', () => { s.close(); setTimeout(heard, 100); }); })");

        (await page.EvaluateAsync<bool>("'pwned' in window")).ShouldBeFalse();
        (await page.Locator("script:not([src='/console.js'])").CountAsync()).ShouldBe(0);
        (await page.Locator("img, svg[onload], [onerror], a[href^='javascript:']").CountAsync()).ShouldBe(0);
        refused.ShouldBeEmpty("the policy had nothing to refuse: nothing got that far");
        (await page.ContentAsync()).ShouldContain("&lt;script&gt;window.pwned");
    }

    [Fact]
    public async Task Were_one_to_get_through_the_policy_refuses_it()
    {
        var page = await (await browser.OpenAsync()).GoAsync((await sample.ConsoleAsync()).Address, "/services");

        // One promise and no polling: a poll evaluates its string each time, which the policy refuses too.
        var refused = await page.EvaluateAsync<string[]>("""
            () => new Promise(settled => {
                const refused = new Set();
                const deadline = setTimeout(() => settled([...refused]), 30_000);
                const hear = what => { refused.add(what); if (refused.size === 3) { clearTimeout(deadline); settled([...refused]); } };
                document.addEventListener('securitypolicyviolation', refusal => hear(refusal.effectiveDirective));
                document.addEventListener('error', () => hear('the image'), true);

                const script = document.createElement('script');
                script.textContent = 'window.pwned = 1';
                document.body.append(script);
                document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.pwned=1">');
            })
            """);

        refused.ShouldBe(["script-src-elem", "script-src-attr", "the image"], ignoreOrder: true);
        (await page.EvaluateAsync<bool>("'pwned' in window")).ShouldBeFalse();
    }
}
