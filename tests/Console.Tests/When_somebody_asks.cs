using System.Net;

namespace Pipeline.Console.Tests;

public sealed class When_somebody_asks(SamplePipeline sample)
{
    private const string Token = "correct-horse-battery-staple";

    public static TheoryData<string> Pages => When_a_page_is_looked_at.Pages;

    [Theory, MemberData(nameof(Pages))]
    public async Task Every_page_comes_with_a_strict_policy(string name)
    {
        var answer = await (await sample.ConsoleAsync()).Http.GetAsync(When_a_page_is_looked_at.Addresses[name]);

        var policy = answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        policy.ShouldStartWith("default-src 'none'; style-src 'self'; script-src 'self'");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldNotContain("unsafe");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("Referrer-Policy").ShouldBe(["same-origin"]);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task A_name_that_leads_here_from_elsewhere_is_not_answered()
    {
        using var asked = new HttpRequestMessage(HttpMethod.Get, "/services") { Headers = { Host = "rebound.example" } };
        (await (await sample.ConsoleAsync()).Http.SendAsync(asked)).StatusCode.ShouldBe(HttpStatusCode.MisdirectedRequest);
    }

    [Fact]
    public async Task Behind_a_proxy_only_those_that_it_names_read_and_none_of_them_acts()
    {
        await using var console = await ClosedAsync(new() { ["Pipeline__ConsoleIdentityHeader"] = "X-Forwarded-User" });

        (await console.Http.GetAsync("/services")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        console.Http.DefaultRequestHeaders.Add("X-Forwarded-User", "<b>ada</b>");
        (await console.Http.GetStringAsync("/services")).ShouldContain("&lt;b&gt;ada&lt;/b&gt;");
        (await console.Http.PostAsync($"/sagas/{SamplePipeline.IdOf("calc-3")}/release", null)).StatusCode
            .ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task What_another_than_the_proxy_says_of_itself_is_not_believed()
    {
        await using var console = await ClosedAsync(
            new() { ["Pipeline__ConsoleIdentityHeader"] = "X-Forwarded-User", ["Pipeline__ConsoleProxy"] = "192.0.2.200" });

        console.Http.DefaultRequestHeaders.Add("X-Forwarded-User", "ada");
        (await console.Http.GetAsync("/services")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task With_a_token_a_stranger_is_led_to_the_door_and_a_program_shows_it()
    {
        await using var console = await ClosedAsync(
            new() { ["Pipeline__ConsoleIdentityHeader"] = "X-Forwarded-User", ["Pipeline__ConsoleToken"] = Token });

        (await console.Http.GetAsync("/sagas?state=Healthy")).Headers.Location!.OriginalString
            .ShouldBe("/sign-in?to=%2Fsagas%3Fstate%3DHealthy");
        (await console.Http.GetAsync("/sign-in")).StatusCode.ShouldBe(HttpStatusCode.OK);
        console.Http.DefaultRequestHeaders.Authorization = new("Bearer", "another-token-altogether");
        (await console.Http.GetAsync("/services")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        console.Http.DefaultRequestHeaders.Authorization = new("Bearer", Token);
        (await console.Http.GetAsync("/services")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Its_health_is_told_to_anybody()
    {
        await using var console = await ClosedAsync(new() { ["Pipeline__ConsoleIdentityHeader"] = "X-Forwarded-User" });

        (await console.Http.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<RunningConsole> ClosedAsync(Dictionary<string, string> environment) =>
        await RunningConsole.StartAsync((await sample.HistoryAsync()).Database, environment);
}
