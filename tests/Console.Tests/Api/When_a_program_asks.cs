using System.Net;
using System.Text.Json.Nodes;

namespace Pipeline.Console.Tests.Api;

public sealed class When_a_program_asks(SamplePipeline sample)
{
    [Fact]
    public async Task It_gets_the_instances_of_a_service_in_a_steady_order()
    {
        var answer = await (await HttpAsync()).AskAsync("/v1/services/calc/instances");

        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Json!["service"]!.GetValue<string>().ShouldBe("calc");
        answer.Json["dnsName"]!.GetValue<string>().ShouldBe("calc.servicediscovery.internal");
        answer.Of("instances", "containerName").ShouldBe(["calc-2", "calc-4", "calc-6", "calc-1", "calc-3", "calc-5"]);
        var one = answer.Json["instances"]![0]!;
        one["address"]!.GetValue<string>().ShouldBe("192.0.2.1");
        one["port"]!.GetValue<int>().ShouldBe(32_002);
        one["host"]!.GetValue<string>().ShouldBe("blue");
    }

    [Fact]
    public async Task Healthy_are_those_that_DNS_answers_with_and_no_others()
    {
        var http = await HttpAsync();

        var healthy = await http.AskAsync("/v1/services/calc/instances?healthy=true");
        var others = await http.AskAsync("/v1/services/calc/instances?healthy=false");

        healthy.Of("instances", "containerName").ShouldBe(
            ["calc-2", "calc-4", "calc-6", "calc-1", "calc-3"], "calc-3 fails, and a guard keeps it in DNS");
        healthy.Json!["instances"]!.AsArray().ShouldAllBe(one => one!["healthy"]!.GetValue<bool>());
        others.Of("instances", "containerName").ShouldBe(["calc-5"]);
        others.Json!["instances"]![0]!["health"]!.GetValue<string>().ShouldBe("Condemned");
    }

    [Theory]
    [InlineData("?tag=v2", "calc-2", "calc-1")]
    [InlineData("?tag=v2&tag=canary", "calc-1")]
    [InlineData("?tag=canary&tag=v2&tag=v2", "calc-1")]
    [InlineData("?tag=v2&healthy=false")]
    [InlineData("?tag=V2")]
    [InlineData("?tag=v")]
    public async Task Tags_are_all_there_or_the_instance_is_not(string query, params string[] containers)
    {
        var answer = await (await HttpAsync()).AskAsync($"/v1/services/calc/instances{query}");

        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Of("instances", "containerName").ShouldBe(containers);
    }

    [Fact]
    public async Task Answers_with_other_tags_have_other_ETags_and_the_order_of_tags_changes_nothing()
    {
        var http = await HttpAsync();
        var both = await http.AskAsync("/v1/services/calc/instances?tag=v2&tag=canary");

        (await http.AskAsync("/v1/services/calc/instances?tag=canary&tag=v2", both.ETag)).Status.ShouldBe(HttpStatusCode.NotModified);
        (await http.AskAsync("/v1/services/calc/instances?tag=v2", both.ETag)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_instance_says_its_tags_its_attributes_and_its_second_address()
    {
        var instances = (await (await HttpAsync()).AskAsync("/v1/services/calc/instances?tag=v2")).Json!["instances"]!;

        instances[0]!["address"]!.GetValue<string>().ShouldBe("192.0.2.1");
        instances[0]!["address6"]!.GetValue<string>().ShouldBe("2001:db8::1");
        instances[1]!["address6"].ShouldBeNull();
        instances[1]!["tags"]!.AsArray().Select(tag => tag!.GetValue<string>()).ShouldBe(["canary", "v2"]);
        instances[1]!["attributes"]!.ToJsonString().ShouldBe("""{"zone":"a"}""");
    }

    [Fact]
    public async Task A_service_says_why_its_name_has_no_address()
    {
        var http = await HttpAsync();

        var alone = (await http.AskAsync("/v1/services/calc")).Json!;
        var listed = (await http.AskAsync("/v1/services")).Json!["services"]!.AsArray()
            .Single(service => service!["name"]!.GetValue<string>() == "calc")!;

        foreach (var calc in (JsonNode[])[alone, listed])
        {
            calc["addresses"]!.GetValue<int>().ShouldBe(0);
            calc["noAddress"]!.GetValue<string>().ShouldBe("NoFixedPort");
        }
    }

    [Theory]
    [InlineData("/v1/services/calk", "There is no service 'calk': the nearest is 'calc', and /v1/services lists all.")]
    [InlineData("/v1/services/CALC/instances", "There is no service 'CALC': the nearest is 'calc', and /v1/services lists all.")]
    [InlineData("/v1/sagas/time-9", "There is no saga of container 'time-9': the nearest is 'time-")]
    [InlineData("/v1/services/xyzzy", "There is no service 'xyzzy': /v1/services lists all.")]
    [InlineData("/v1/sd/blackbox/htp", "There is no kind of check 'htp': the nearest is 'http'")]
    [InlineData("/v1/nothing/here", "There is nothing at this path: /v1/openapi.json lists what there is.")]
    public async Task What_does_not_exist_is_a_404_with_the_nearest_name(string path, string detail)
    {
        var answer = await (await HttpAsync()).AskAsync(path);

        answer.Status.ShouldBe(HttpStatusCode.NotFound);
        answer.Problem.ShouldStartWith(detail);
    }

    [Theory]
    [InlineData(
        "?healty=true", "'healty' is no parameter here, and what it asks for would not be heeded: write healthy, or leave it out.")]
    [InlineData("?healthy=yes", "healthy 'yes' is not understood: write true or false.")]
    [InlineData("?healthy=true&healthy=false", "healthy is there more than once: write it once.")]
    [InlineData(
        "?tag=v2,canary",
        "tag 'v2,canary' is not understood: write one tag, of at most 64 printable ASCII characters; several are tag=v2&tag=canary.")]
    [InlineData(
        "?tag=v2&tag=",
        "tag '' is not understood: write one tag, of at most 64 printable ASCII characters; several are tag=v2&tag=canary.")]
    [InlineData("?tags=v2", "'tags' is no parameter here, and what it asks for would not be heeded: write tag, or leave it out.")]
    [InlineData("?wait=soon", "wait 'soon' is not understood: write a time of at most 5m, such as 30s.")]
    [InlineData(
        "?wait=99999999999999999999h", "wait '99999999999999999999h' is not understood: write a time of at most 5m, such as 30s.")]
    [InlineData("?wait=-1", "wait '-1' is not understood: write a time of at most 5m, such as 30s.")]
    public async Task A_parameter_that_is_not_understood_is_a_400_that_says_what_to_write(string query, string detail)
    {
        var answer = await (await HttpAsync()).AskAsync($"/v1/services/calc/instances{query}");

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Problem.ShouldBe(detail);
    }

    [Fact]
    public async Task Odd_names_and_a_thousand_parameters_are_answered_in_plain_words()
    {
        var http = await HttpAsync();
        string[] names =
        [
            Uri.EscapeDataString(SamplePipeline.Attack), "%F0%9F%90%B3", "%27%3B%20drop%20table%20x%3B--", "%E2%80%AEcalc", "..%2f..%2fetc",
            "%25", new string('a', 4_000), "calc%0d%0aX-Odd:%201", "%C0%80", "*",
        ];

        foreach (var name in names)
            foreach (var path in (string[])[$"/v1/services/{name}/instances", $"/v1/sagas/{name}", $"/v1/sd/prometheus/{name}"])
            {
                var answer = await http.AskAsync(path);
                answer.Status.ShouldBe(HttpStatusCode.NotFound, path);
                answer.Problem.Length.ShouldBeLessThan(300);
            }

        (await http.AskAsync($"/v1/services?{string.Join('&', Enumerable.Range(0, 1_000).Select(number => $"p{number}=1"))}"))
            .Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_container_whose_name_is_a_script_is_data()
    {
        var answer = await (await HttpAsync()).AskAsync("/v1/services/portal/instances");

        answer.Of("instances", "containerName").ShouldBe([SamplePipeline.Attack]);
        (await answer.Response.Content.ReadAsStringAsync()).ShouldNotContain("<");
        answer.Response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    [Fact]
    public async Task An_answer_is_compressed_for_who_takes_that_and_then_has_another_ETag()
    {
        var http = await HttpAsync();
        var plain = await http.AskAsync("/v1/services/calc/instances");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/services/calc/instances");
        request.Headers.Add("Accept-Encoding", "br, gzip;q=0.5");

        var compressed = await http.SendAsync(request);

        compressed.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        compressed.Headers.ETag.ShouldNotBe(plain.ETag);
        compressed.Headers.Vary.ShouldBe(["Accept-Encoding"]);
        await using var unpacked = new System.IO.Compression.GZipStream(
            await compressed.Content.ReadAsStreamAsync(), System.IO.Compression.CompressionMode.Decompress);
        JsonNode.DeepEquals(await JsonNode.ParseAsync(unpacked), plain.Json).ShouldBeTrue();
        (await http.AskAsync("/v1/services/calc/instances", compressed.Headers.ETag)).Status.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task Prometheus_finds_each_instance_with_what_is_known_of_it()
    {
        var groups = (await (await HttpAsync()).AskAsync("/v1/sd/prometheus/calc")).Json!.AsArray();

        groups.Count.ShouldBe(6, "those that are not in DNS can be watched as well");
        var failing = groups.Single(group => group!["labels"]!["__meta_pipeline_container"]!.GetValue<string>() == "calc-5")!;
        failing["targets"]!.AsArray().Select(target => target!.GetValue<string>()).ShouldBe(["192.0.2.2:32005"]);
        failing["labels"]!["__meta_pipeline_healthy"]!.GetValue<string>().ShouldBe("false");
        failing["labels"]!["__meta_pipeline_health"]!.GetValue<string>().ShouldBe("Condemned");
        groups.SelectMany(group => group!["labels"]!.AsObject()).ShouldAllBe(label => label.Key.StartsWith("__meta_pipeline_"));
    }

    [Fact]
    public async Task Prometheus_finds_tags_as_it_knows_them_and_each_attribute_as_a_label()
    {
        var groups = (await (await HttpAsync()).AskAsync("/v1/sd/prometheus/calc?tag=v2")).Json!.AsArray();

        groups.Select(group => group!["labels"]!["__meta_pipeline_tags"]!.GetValue<string>()).ShouldBe([",v2,", ",canary,v2,"]);
        groups[1]!["labels"]!["__meta_pipeline_attribute_zone"]!.GetValue<string>().ShouldBe("a");
        groups[0]!["labels"]!["__meta_pipeline_attribute_zone"].ShouldBeNull();
    }

    [Fact]
    public async Task Prometheus_gets_IPv6_addresses_in_brackets_and_only_what_has_the_tags_that_are_asked_for()
    {
        var http = await HttpAsync();

        Targets((await http.AskAsync("/v1/sd/prometheus/time")).Json).ShouldContain("[2001:db8::1]:33003");
        Targets((await http.AskAsync("/v1/sd/prometheus?tag=canary")).Json).ShouldBe(["192.0.2.2:32001"]);
        (await http.AskAsync("/v1/sd/prometheus?tag=a%20b")).Status.ShouldBe(HttpStatusCode.BadRequest);

        static IEnumerable<string> Targets(JsonNode? groups) =>
            groups!.AsArray().SelectMany(group => group!["targets"]!.AsArray()).Select(target => target!.GetValue<string>());
    }

    [Fact]
    public async Task The_blackbox_exporter_gets_each_check_as_what_it_asks()
    {
        var http = await HttpAsync();
        var checks = (await http.AskAsync("/v1/sd/blackbox/http")).Json!.AsArray();

        checks.SelectMany(check => check!["targets"]!.AsArray()).Select(target => target!.GetValue<string>())
            .ShouldContain("http://192.0.2.2:32005/health");
        checks.ShouldAllBe(check => check!["labels"]!["__meta_pipeline_check"]!.GetValue<string>() == "http");
        (await http.AskAsync("/v1/sd/blackbox/tcp")).Json!.AsArray().ShouldBeEmpty("none of them is checked by TCP alone");
    }

    private async Task<HttpClient> HttpAsync() => (await sample.ConsoleAsync()).Http;
}
