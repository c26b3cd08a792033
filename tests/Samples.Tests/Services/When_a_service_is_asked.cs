using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Pipeline.Samples.Tests.Services;

public sealed class When_a_service_is_asked(Running running)
{
    [Fact]
    public async Task Calc_calculates_and_says_who_did()
    {
        using var client = running.Calc.Client;
        using var answer = await client.GetAsync("/calc?formula=(2%2B6)*3");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldBe("""{"formula":"(2+6)*3","result":"24"}""");
        answer.Headers.GetValues("Instance").ShouldBe(["calc-1"]);
    }

    [Theory]
    [InlineData("/calc?formula=2%2B", "position 3: a number or an opening parenthesis is missing at the end", 3)]
    [InlineData("/calc?formula=1/0", "position 2: this divides by zero", 2)]
    [InlineData("/calc", "position 1: a number or an opening parenthesis is missing at the end", 1)]
    public async Task A_formula_without_a_value_is_a_bad_request_with_a_reason(string path, string reason, int position)
    {
        var problem = await ProblemAsync(running.Calc, path);
        problem.GetProperty("title").GetString().ShouldBe("The formula has no value");
        problem.GetProperty("detail").GetString().ShouldBe(reason);
        problem.GetProperty("position").GetInt32().ShouldBe(position);
    }

    [Theory]
    [InlineData("/time?format=%27%27yyyy&zone=Europe/Berlin", "Europe/Berlin")]
    [InlineData("/time?format=yyyy", "UTC")]
    public async Task Time_tells_it_in_a_format_and_a_zone(string path, string zone)
    {
        using var client = running.Time.Client;
        var answer = await client.GetFromJsonAsync<JsonElement>(path);
        answer.GetProperty("time").GetString().ShouldNotBeNull().ShouldMatch("^20[0-9]{2}$");
        answer.GetProperty("zone").GetString().ShouldBe(zone);
    }

    [Theory]
    [InlineData("/time?format=YYYY", "There is no such format", "'Y' means nothing here")]
    [InlineData("/time?zone=Atlantis", "There is no such time zone", "Europe/Berlin")]
    [InlineData("/time?zone=../../etc/passwd", "There is no such time zone", "Europe/Berlin")]
    public async Task A_format_or_a_zone_that_there_is_not_is_a_bad_request_with_a_reason(string path, string title, string reason)
    {
        var problem = await ProblemAsync(running.Time, path);
        problem.GetProperty("title").GetString().ShouldBe(title);
        problem.GetProperty("detail").GetString().ShouldNotBeNull().ShouldContain(reason);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("reader", "wrong")]
    [InlineData("someone", SampleProcess.Password)]
    [InlineData("reader", "")]
    public async Task Whoever_lacks_the_credentials_is_turned_away_but_may_ask_for_its_health(string? user, string? password)
    {
        foreach (var (service, path) in new[] { (running.Calc, "/calc?formula=1"), (running.Time, "/time"), (running.Calc, "/nowhere") })
        {
            using var stranger = service.Stranger;
            if (user is not null) stranger.DefaultRequestHeaders.Authorization = SampleProcess.Basic(user, password!);

            using var refusal = await stranger.GetAsync(path);
            refusal.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            refusal.Headers.WwwAuthenticate.ShouldHaveSingleItem().Scheme.ShouldBe("Basic");
            (await stranger.PostAsync("/sick", null)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            (await stranger.GetAsync("/health")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task It_can_be_made_sick_and_well_again()
    {
        await using var calc = await SampleProcess.StartAsync("Calc");
        using var client = calc.Client;

        (await client.PostAsync("/sick", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync("/health")).StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await client.PostAsync("/well", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync("/health")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Without_credentials_in_its_environment_it_does_not_start()
    {
        var (code, said) = await SampleProcess.FailAsync("Time");
        code.ShouldNotBe(0);
        said.ShouldContain("API_USER and API_PASSWORD are not set: write both");
    }

    private static async Task<JsonElement> ProblemAsync(SampleProcess service, string path)
    {
        using var client = service.Client;
        using var answer = await client.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
