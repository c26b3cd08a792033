using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Pipeline.Samples.Tests.Services;

public sealed class When_a_service_is_called(RunningSamples samples)
{
    [Fact]
    public async Task Calc_returns_the_result_and_its_instance()
    {
        using var client = samples.Calc.Client;
        using var answer = await client.GetAsync("/calc?formula=(2%2B6)*3");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldBe("""{"formula":"(2+6)*3","result":"24"}""");
        answer.Headers.GetValues("Instance").ShouldBe(["calc-1"]);
    }

    [Theory]
    [InlineData("/calc?formula=2%2B", "position 3: a number or an opening parenthesis is missing at the end", 3)]
    [InlineData("/calc?formula=1/0", "position 2: this divides by zero", 2)]
    [InlineData("/calc", "position 1: a number or an opening parenthesis is missing at the end", 1)]
    public async Task An_invalid_formula_is_a_bad_request_with_a_reason(string path, string reason, int position)
    {
        var problem = await ProblemAsync(samples.Calc, path);
        problem.GetProperty("title").GetString().ShouldBe("The formula has no value");
        problem.GetProperty("detail").GetString().ShouldBe(reason);
        problem.GetProperty("position").GetInt32().ShouldBe(position);
    }

    [Theory]
    [InlineData("/time?format=%27%27yyyy&zone=Europe/Berlin", "Europe/Berlin")]
    [InlineData("/time?format=yyyy", "UTC")]
    public async Task Time_returns_the_time_in_a_format_and_a_zone(string path, string zone)
    {
        using var client = samples.Time.Client;
        var answer = await client.GetFromJsonAsync<JsonElement>(path);
        answer.GetProperty("time").GetString().ShouldNotBeNull().ShouldMatch("^20[0-9]{2}$");
        answer.GetProperty("zone").GetString().ShouldBe(zone);
    }

    [Theory]
    [InlineData("/time?format=YYYY", "Invalid format", "'Y' is not a format letter")]
    [InlineData("/time?zone=Atlantis", "Unknown time zone", "Europe/Berlin")]
    [InlineData("/time?zone=../../etc/passwd", "Unknown time zone", "Europe/Berlin")]
    public async Task An_invalid_format_or_zone_is_a_bad_request_with_a_reason(string path, string title, string reason)
    {
        var problem = await ProblemAsync(samples.Time, path);
        problem.GetProperty("title").GetString().ShouldBe(title);
        problem.GetProperty("detail").GetString().ShouldNotBeNull().ShouldContain(reason);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("reader", "wrong")]
    [InlineData("someone", SampleProcess.Password)]
    [InlineData("reader", "")]
    public async Task Without_credentials_only_the_health_is_accessible(string? user, string? password)
    {
        foreach (var (service, path) in new[] { (samples.Calc, "/calc?formula=1"), (samples.Time, "/time"), (samples.Calc, "/nowhere") })
        {
            using var anonymous = service.AnonymousClient;
            if (user is not null) anonymous.DefaultRequestHeaders.Authorization = SampleProcess.Basic(user, password!);

            using var refusal = await anonymous.GetAsync(path);
            refusal.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            refusal.Headers.WwwAuthenticate.ShouldHaveSingleItem().Scheme.ShouldBe("Basic");
            (await anonymous.PostAsync("/sick", null)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            (await anonymous.GetAsync("/health")).StatusCode.ShouldBe(HttpStatusCode.OK);
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
    public async Task Without_configured_credentials_it_does_not_start()
    {
        var (code, output) = await SampleProcess.FailAsync("Time");
        code.ShouldNotBe(0);
        output.ShouldContain("API_USER and API_PASSWORD are not set: set both");
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
