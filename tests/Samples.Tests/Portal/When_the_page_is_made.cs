using System.Net;
using System.Net.Sockets;
using Pipeline.Samples.Tests.Services;
using Pipeline.Tests.RealParts;

namespace Pipeline.Samples.Tests.Portal;

public sealed class When_the_page_is_made(Running running)
{
    [Fact]
    public async Task It_shows_both_answers_and_who_gave_them()
    {
        running.Lead(("calc", running.Calc.Port), ("time", running.Time.Port));

        await ShowsAsync("/?formula=(2%2B6)*3&format=yyyy&zone=Europe/Berlin",
            "<output>24</output>", $"<b>calc-1</b> answered at here:{running.Calc.Port}", $"<b>time-1</b> answered at here:{running.Time.Port}", "value=\"Europe/Berlin\"");
    }

    [Fact]
    public async Task Names_are_looked_up_each_time()
    {
        running.Lead();
        await ShowsAsync("/", "Away: its name has no answer.");

        running.Lead(("calc", running.Calc.Port));
        await ShowsAsync("/", "<output>24</output>");
    }

    [Theory]
    [InlineData(Manner.Fails)]
    [InlineData(Manner.BreaksOff)]
    [InlineData(Manner.Babbles)]
    [InlineData(Manner.Redirects)]
    [InlineData(Manner.Serves)] // not what was asked for, though
    [InlineData(Manner.Hangs)]
    public async Task An_instance_that_does_not_answer_is_passed_over(Manner manner)
    {
        await using var broken = new WebService(manner);
        running.Lead(("calc", broken.Port), ("calc", running.Calc.Port));

        // Which one is tried first is chance, so that it takes a few readers.
        await ShowsAsync("/?formula=1%2B1", "<output>2</output>", ", after one that did not");
    }

    [Fact]
    public async Task Where_none_answers_the_rest_of_the_page_still_does()
    {
        running.Lead(("calc", FreePort()), ("calc", FreePort()), ("time", running.Time.Port));

        await ShowsAsync("/?format=yyyy", "Away: its name answers, but none of its instances does.", "<b>time-1</b> answered");
    }

    [Fact]
    public async Task What_a_service_refuses_is_told_in_its_words()
    {
        running.Lead(("calc", running.Calc.Port), ("time", running.Time.Port));

        await ShowsAsync("/?formula=1/0&format=YYYY", "position 2: this divides by zero", "position 1: &#x27;Y&#x27; means nothing here");
    }

    [Fact]
    public async Task What_a_reader_sends_is_shown_as_text_and_nothing_may_run()
    {
        using var client = running.Portal.Stranger;
        using var answer = await client.GetAsync("/?formula=%22%3E%3Cscript%3Ealert(1)%3C/script%3E");

        (await answer.Content.ReadAsStringAsync()).ShouldNotContain("<script", Case.Insensitive);
        answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().ShouldStartWith("default-src 'none'; style-src 'self';");
        (await client.GetAsync("/portal.css")).Content.Headers.ContentType!.MediaType.ShouldBe("text/css");
        (await client.GetAsync("/health")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>A page that shows it all is made sooner or later: the portal waits two seconds for a service, which a busy machine may exceed.</summary>
    private async Task ShowsAsync(string path, params string[] texts)
    {
        using var client = running.Portal.Stranger;
        await Eventually.GetAsync(() => client.GetStringAsync(path), page => texts.All(page.Contains), $"{path} shows {string.Join(" and ", texts)}", TimeSpan.FromSeconds(60));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
