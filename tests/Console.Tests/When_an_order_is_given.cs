using System.Net;
using Amazon.SQS;
using Amazon.SQS.Model;
using Pipeline.Core.Health;

namespace Pipeline.Console.Tests;

/// <summary>A saga's retry and release and a dead letter's redrive want the token, and a form of the console's own.</summary>
public sealed class When_an_order_is_given(SamplePipeline sample, Moto moto, Browser browser)
{
    private const string Token = "correct-horse-battery-staple";

    private static readonly Dictionary<string, string> WithToken = new() { ["Pipeline__ConsoleToken"] = Token };

    [Fact]
    public async Task Without_a_token_there_is_no_way_and_the_page_says_how_there_would_be()
    {
        var console = await sample.ConsoleAsync();
        var page = await (await browser.OpenAsync()).GoAsync(console.Address, $"/sagas/{SamplePipeline.IdOf("calc-3")}");

        (await page.Locator(".order").InnerTextAsync()).ShouldContain("set Pipeline__ConsoleToken");
        (await page.Locator("main form[method=post]").CountAsync()).ShouldBe(0);
        (await console.Http.PostAsync($"/sagas/{SamplePipeline.IdOf("calc-3")}/release", null)).StatusCode
            .ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_person_signs_in_and_releases_a_container()
    {
        await using var history = await RecordedHistory.BeginAsync(sample.Postgres);
        var blue = new ModelHost("blue", "192.0.2.1");
        var kept = SamplePipeline.Container(blue, "kept", "calc", 32_001);
        await history.StateAsync(1, blue.Reported(kept));
        await history.HearAsync(
            "blue",
            kept,
            SamplePipeline.Passed, SamplePipeline.Passed, SamplePipeline.Failed, SamplePipeline.Failed, SamplePipeline.Failed,
            _ => new HealthSignal.Ruled(ModelHost.Start, new(GovernorDecisionKind.Spare, "the last one stays")));
        await using var console = await RunningConsole.StartAsync(history.Database, WithToken);
        var page = await (await browser.OpenAsync()).GoAsync(console.Address, $"/sagas/{kept.Id}");

        await page.GetByText("Sign in").ClickAsync();
        await page.GetByLabel("token").FillAsync("another-token-altogether");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("Wrong token. Try again.").WaitForAsync();
        await page.GetByLabel("token").FillAsync(Token);
        await page.Keyboard.PressAsync("Enter");
        await page.ArriveAsync($"**/sagas/{kept.Id}");
        await page.KeepAsync("saga-signed-in");

        await ForgedAsync(page, console.Address, kept.Id);
        (await history.StoryAsync(kept.Id)).Saga.State.ShouldBe("Spared");

        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Release" }).ClickAsync();
        await page.Locator(".lead b", new() { HasText = "exempt" }).WaitForAsync();
        (await history.StoryAsync(kept.Id)).Saga.State.ShouldBe("Released");

        await page.GetByText("sign out").ClickAsync();
        await page.Locator(".verdict").WaitForAsync();
        (await page.Locator(".who").CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task An_order_that_means_nothing_is_refused_with_a_sentence()
    {
        await using var console = await RunningConsole.StartAsync((await sample.HistoryAsync()).Database, WithToken);
        console.Http.DefaultRequestHeaders.Authorization = new("Bearer", Token);

        var answer = await console.Http.PostAsync($"/sagas/{SamplePipeline.IdOf("time-1")}/retry", null);

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("time-1 cannot be retried now: it is healthy");
    }

    [Fact]
    public async Task A_dead_letter_is_sent_back_to_where_it_came_from()
    {
        var endpoint = await moto.EndpointAsync();
        var queue = $"facts-{Guid.NewGuid():N}";
        using var sqs = new AmazonSQSClient(
            "testing", "testing", new AmazonSQSConfig { ServiceURL = endpoint.AbsoluteUri, AuthenticationRegion = "us-east-1" });
        var source = (await sqs.CreateQueueAsync(queue)).QueueUrl;
        var dead = (await sqs.CreateQueueAsync($"{queue}_error")).QueueUrl;
        const string letter =
            """{"messageType":["urn:message:Pipeline.Contracts:ContainerStarted"],"message":{"host":{"name":"<i>blue</i>"}}}""";
        await sqs.SendMessageAsync(new SendMessageRequest(dead, letter)
        {
            MessageAttributes = new() { ["MT-Fault-Message"] = new() { DataType = "String", StringValue = "names no container" } },
        });
        await using var console = await RunningConsole.StartAsync(
            (await sample.HistoryAsync()).Database,
            new Dictionary<string, string>(Moto.Environment(endpoint).Concat(WithToken)) { ["Pipeline__Queue"] = queue });
        var page = await (await browser.OpenAsync()).GoAsync(console.Address, "/sign-in?to=/dead-letters");
        await page.GetByLabel("token").FillAsync(Token);
        await page.Keyboard.PressAsync("Enter");
        await page.ArriveAsync("**/dead-letters");
        (await page.Locator("td[data-is=why]").InnerTextAsync()).ShouldContain("names no container");
        await page.KeepAsync("dead-letters-some");

        await page.GetByRole(Microsoft.Playwright.AriaRole.Checkbox).CheckAsync();
        await page.GetByText("Send selected back").ClickAsync();

        await page.ArriveAsync("**/dead-letters?looked=now");
        (await sqs.ReceiveMessageAsync(new ReceiveMessageRequest(source) { WaitTimeSeconds = 10 })).Messages.ShouldHaveSingleItem().Body
            .ShouldContain("<i>blue</i>");
    }

    /// <summary>What another site could have the browser send: everything but the token of the form.</summary>
    private static async Task ForgedAsync(Microsoft.Playwright.IPage page, Uri console, string id)
    {
        var cookies = string.Join("; ", (await page.Context.CookiesAsync()).Select(cookie => $"{cookie.Name}={cookie.Value}"));
        cookies.ShouldContain("pipeline-session");
        (await page.EvaluateAsync<string>("document.cookie")).ShouldBeEmpty("no script reads a session");
        (await page.Context.CookiesAsync()).ShouldAllBe(cookie => cookie.SameSite == Microsoft.Playwright.SameSiteAttribute.Strict);

        using var http = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false });
        using var forged = new HttpRequestMessage(HttpMethod.Post, new Uri(console, $"/sagas/{id}/release"))
        {
            Content = new FormUrlEncodedContent([]),
            Headers = { { "Cookie", cookies } },
        };
        (await http.SendAsync(forged)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }
}
