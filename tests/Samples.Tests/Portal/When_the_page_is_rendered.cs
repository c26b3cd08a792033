using System.Net;
using System.Net.Sockets;
using Pipeline.Tests.RealParts;

namespace Pipeline.Samples.Tests.Portal;

public sealed class When_the_page_is_rendered(RunningSamples samples)
{
    [Fact]
    public async Task It_shows_both_answers_and_their_instances()
    {
        samples.Register(("calc", samples.Calc.Port), ("time", samples.Time.Port));

        await ShowsAsync("/?formula=(2%2B6)*3&format=yyyy&zone=Europe/Berlin",
            "<output>24</output>", $"<b>calc-1</b> answered at here:{samples.Calc.Port}",
                $"<b>time-1</b> answered at here:{samples.Time.Port}", "value=\"Europe/Berlin\"");
    }

    [Fact]
    public async Task An_instance_that_comes_is_found()
    {
        samples.Register();
        await ShowsAsync("/", "Unavailable: service &#x27;calc&#x27; has no instance that answers.");

        samples.Register(("calc", samples.Calc.Port));
        await ShowsAsync("/", "<output>24</output>");
    }

    [Theory]
    [InlineData(Manner.Fails)]
    [InlineData(Manner.BreaksOff)]
    [InlineData(Manner.Babbles)]
    [InlineData(Manner.Redirects)]
    [InlineData(Manner.Serves)] // but not the expected JSON
    [InlineData(Manner.Hangs)]
    public async Task An_instance_that_does_not_answer_is_skipped(Manner manner)
    {
        await using var broken = new WebService(manner);
        samples.Register(("calc", broken.Port), ("calc", samples.Calc.Port));

        // The order is random, so it may take a few requests.
        await ShowsAsync("/?formula=1%2B1", "<output>2</output>", ", after one that did not");
    }

    [Fact]
    public async Task Without_any_instance_the_rest_of_the_page_is_shown()
    {
        samples.Register(("calc", FreePort()), ("calc", FreePort()), ("time", samples.Time.Port));

        await ShowsAsync("/?format=yyyy", "Unavailable: its name resolves, but no instance answers.", "<b>time-1</b> answered");
    }

    [Fact]
    public async Task The_reason_of_a_rejection_is_shown()
    {
        samples.Register(("calc", samples.Calc.Port), ("time", samples.Time.Port));

        await ShowsAsync(
            "/?formula=1/0&format=YYYY", "position 2: this divides by zero", "position 1: &#x27;Y&#x27; is not a format letter");
    }

    [Fact]
    public async Task Input_is_shown_as_text_and_scripts_are_not_allowed()
    {
        using var client = samples.Portal.AnonymousClient;
        using var answer = await client.GetAsync("/?formula=%22%3E%3Cscript%3Ealert(1)%3C/script%3E");

        (await answer.Content.ReadAsStringAsync()).ShouldNotContain("<script", Case.Insensitive);
        answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().ShouldStartWith("default-src 'none'; style-src 'self';");
        (await client.GetAsync("/portal.css")).Content.Headers.ContentType!.MediaType.ShouldBe("text/css");
        (await client.GetAsync("/health")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>
    /// Repeats the request until the page shows all texts: a busy machine may exceed the portal's timeout of two seconds.
    /// </summary>
    private async Task ShowsAsync(string path, params string[] texts)
    {
        using var client = samples.Portal.AnonymousClient;
        await Eventually.GetAsync(() => client.GetStringAsync(path), page =>
            texts.All(page.Contains), $"{path} shows {string.Join(" and ", texts)}", TimeSpan.FromSeconds(60));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
