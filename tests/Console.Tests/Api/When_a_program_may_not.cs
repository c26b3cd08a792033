using System.Net;

namespace Pipeline.Console.Tests.Api;

public sealed class When_a_program_may_not(SamplePipeline sample)
{
    private const string Token = "correct-horse-battery-staple";

    [Fact]
    public async Task Behind_a_token_it_shows_it_and_is_led_to_no_page()
    {
        await using var console = await StartAsync(
            new() { ["Pipeline__ConsoleIdentityHeader"] = "X-Forwarded-User", ["Pipeline__ConsoleToken"] = Token });

        foreach (var path in (string[])["/v1/services", "/v1/sd/prometheus", "/v1/openapi.json", "/v1/nothing"])
        {
            var refused = await console.Http.AskAsync(path);
            refused.Status.ShouldBe(HttpStatusCode.Unauthorized, path);
            refused.Problem.ShouldBe("Send the console's token as 'Authorization: Bearer TOKEN', or ask through the proxy.");
            refused.Response.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        }

        console.Http.DefaultRequestHeaders.Authorization = new("Bearer", "another-token-altogether");
        (await console.Http.AskAsync("/v1/services")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        console.Http.DefaultRequestHeaders.Authorization = new("Bearer", Token);
        (await console.Http.AskAsync("/v1/services")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Where_no_token_is_set_a_bearer_is_not_looked_at()
    {
        await using var open = await StartAsync([]);
        open.Http.DefaultRequestHeaders.Authorization = new("Bearer", "of-another-server-altogether");
        (await open.Http.AskAsync("/v1/services")).Status.ShouldBe(HttpStatusCode.OK);

        await using var behindProxy = await StartAsync(new() { ["Pipeline__ConsoleIdentityHeader"] = "X-Forwarded-User" });
        behindProxy.Http.DefaultRequestHeaders.Authorization = new("Bearer", "that-the-proxy-passes-on");
        (await behindProxy.Http.AskAsync("/v1/services")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        behindProxy.Http.DefaultRequestHeaders.Add("X-Forwarded-User", "prometheus");
        (await behindProxy.Http.AskAsync("/v1/services")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Whom_the_proxy_names_may_read()
    {
        await using var console = await StartAsync(new() { ["Pipeline__ConsoleIdentityHeader"] = "X-Forwarded-User" });

        (await console.Http.AskAsync("/v1/hosts")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        console.Http.DefaultRequestHeaders.Add("X-Forwarded-User", "prometheus");
        (await console.Http.AskAsync("/v1/hosts")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_page_of_another_site_reaches_it_under_no_name_of_its_own()
    {
        using var asked = new HttpRequestMessage(HttpMethod.Get, "/v1/services") { Headers = { Host = "rebound.example" } };
        (await (await sample.ConsoleAsync()).Http.SendAsync(asked)).StatusCode.ShouldBe(HttpStatusCode.MisdirectedRequest);
    }

    [Fact]
    public async Task Who_asks_too_often_is_told_when_to_ask_again_and_the_pages_go_on()
    {
        await using var console = await StartAsync(new() { ["Pipeline__ApiRequests"] = "5/0.1" });

        var answered = 0;
        var refused = await console.Http.AskAsync("/v1/services");
        for (; refused.Status is HttpStatusCode.OK; refused = await console.Http.AskAsync("/v1/services")) answered++;

        answered.ShouldBeInRange(5, 10, "five at once, and one more in ten seconds");
        refused.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Response.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
        refused.Problem.ShouldContain("long polls or events");
        (await console.Http.GetAsync("/services")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await console.Http.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<RunningConsole> StartAsync(Dictionary<string, string> environment) =>
        await RunningConsole.StartAsync((await sample.HistoryAsync()).Database, environment);
}
