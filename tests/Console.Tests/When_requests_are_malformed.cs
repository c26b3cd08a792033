using System.Net.Http.Headers;
using System.Text;

namespace Pipeline.Console.Tests;

/// <summary>
/// Whatever a program or a stranger sends: the answer is in words, is nobody's error but theirs, and names nothing of a framework.
/// </summary>
public sealed class When_requests_are_malformed(SamplePipeline sample)
{
    private static readonly string[] Texts =
    [
        "", "%20", "%00", "%ff%fe", "%C0%80", "%2e%2e%2f%2e%2e%2fetc", "%0d%0aX:%20y", "-1", "99999999999999999999", "NaN", "1:00", "5",
        "soon", "9999-12-31T23:59:59-23:00", "0001-01-01", "%7B%7D", "%27;drop%20table%20x;--", "%3Cscript%3E", "%E2%80%AEx", "[", "*",
        new('x', 2_000),
    ];

    private static readonly string[] Addresses =
    [
        "/{0}", "/services/{0}", "/services/calc?range={0}", "/services/calc?at={0}", "/sagas/{0}", "/sagas?state={0}", "/hosts/{0}",
        "/hosts/blue?at={0}", "/events?about={0}", "/events?of={0}", "/events?kind={0}", "/events?before={0}", "/fleet?by={0}",
        "/search?q={0}", "/sign-in?to={0}", "/health/{0}",
        "/v1/{0}", "/v1/services?wait={0}", "/v1/services/{0}", "/v1/services/{0}/instances", "/v1/services/calc/instances?healthy={0}",
        "/v1/services/calc/instances?tag={0}", "/v1/services/calc/instances?{0}=x", "/v1/hosts?wait={0}", "/v1/names?wait={0}",
        "/v1/sagas/{0}", "/v1/zone/plan?wait={0}", "/v1/sd/prometheus/{0}", "/v1/sd/prometheus?tag={0}", "/v1/sd/blackbox/{0}",
        "/v1/status?{0}",
    ];

    private static readonly byte[][] Bodies =
        [.. from text in (string[])["", "{", "null", "[[[[", "id=%00", "id=1&id=%ff", "\u0000\u0001", new('x', 100_000)]
            select Encoding.UTF8.GetBytes(text)];

    public static TheoryData<string> Places => [.. Addresses];

    [Fact]
    public async Task A_question_that_no_database_takes_does_not_make_it_look_away_for_all_others()
    {
        var http = (await sample.ConsoleAsync()).Http;

        using (var refused = await http.GetAsync("/events?about=%00")) ((int)refused.StatusCode).ShouldBe(400);

        using var others = await http.GetAsync("/events?about=calc");
        ((int)others.StatusCode).ShouldBe(200);
    }

    [Theory, MemberData(nameof(Places))]
    public async Task An_address_is_answered_in_words(string address)
    {
        List<string> failures = [];
        foreach (var text in Texts)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, string.Format(null, address, text));
            if (await JudgeAsync(request) is { } failure) failures.Add(failure);
        }

        failures.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("If-None-Match", "\"")]
    [InlineData("If-None-Match", "W/,,~")]
    [InlineData("Accept", ";;q=x")]
    [InlineData("Accept-Encoding", "gzip;q=nan,~")]
    [InlineData("Last-Event-ID", "~")]
    [InlineData("Range", "bytes=-99999999999999999999-")]
    [InlineData("Cookie", "pipeline-density=%00; =; ~")]
    [InlineData("Authorization", "Bearer")]
    [InlineData("Authorization", "Negotiate %%%")]
    [InlineData("traceparent", "00-zzz")]
    public async Task A_header_is_answered_in_words(string name, string value)
    {
        foreach (var address in (string[])["/", "/services/calc", "/v1/services/calc", "/v1/sd/prometheus", "/health/ready"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.TryAddWithoutValidation(name, value);
            (await JudgeAsync(request)).ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("/density?to=/")]
    [InlineData("/density")]
    [InlineData("/dead-letters/redrive")]
    [InlineData("/sagas/calc-3/retry")]
    [InlineData("/sagas/%00/release")]
    [InlineData("/sign-in")]
    [InlineData("/sign-out")]
    [InlineData("/services")]
    [InlineData("/v1/services")]
    [InlineData("/v1/nothing")]
    public async Task A_body_is_answered_in_words(string address)
    {
        List<string> failures = [];
        foreach (var type in (string[])["application/json", "application/x-www-form-urlencoded", "multipart/form-data", "text/plain"])
            foreach (var body in Bodies)
                foreach (var method in (HttpMethod[])[HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete])
                {
                    using var request = new HttpRequestMessage(method, address) { Content = new ByteArrayContent(body) };
                    request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
                    if (await JudgeAsync(request) is { } failure) failures.Add(failure);
                }

        failures.ShouldBeEmpty();
    }

    /// <returns>Null where the answer is in words; else what it is.</returns>
    private async Task<string?> JudgeAsync(HttpRequestMessage request)
    {
        using var answer = await (await sample.ConsoleAsync()).Http.SendAsync(request);
        var said = await answer.Content.ReadAsStringAsync();
        var words = FrameworkWords.In(said);

        // What is no HTTP, such as a zero byte in a path, is refused by the server itself, which closes the connection.
        var isWordless = (int)answer.StatusCode >= 400 && said.Trim() is "" && answer.Headers.ConnectionClose is not true;
        return (int)answer.StatusCode < 500 && words is [] && !isWordless ? null
            : $"{request.Method} {request.RequestUri} → {(int)answer.StatusCode}: "
            + (isWordless ? "it says nothing" : $"{string.Join(", ", words)}: {said[..Math.Min(said.Length, 300)]}");
    }
}
