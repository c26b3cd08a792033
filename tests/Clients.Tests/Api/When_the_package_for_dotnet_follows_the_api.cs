using System.Net;

namespace Pipeline.Clients.Tests.Api;

/// <summary>The package of src/ServiceDiscovery, by the API of the pipeline that watches the containers.</summary>
public sealed class When_the_package_for_dotnet_follows_the_api(ServedDomain domain)
{
    private readonly ApiQuestions questions = new();

    [Fact]
    public async Task Its_calls_follow_instances_and_their_ports()
    {
        await using var service = new Service(domain, "package");
        await ComingAndGoing.GoThroughAsync(domain, service, (_, answers) => StartAsync(service, domain.Api, answers));
    }

    [Fact]
    public async Task No_call_fails_when_the_health_saga_stops_an_instance()
    {
        await using var service = new Service(domain, "package-drained") { Grace = StoppedByTheSaga.Added };
        await StoppedByTheSaga.GoThroughAsync(domain, service, (_, answers) => StartAsync(service, domain.Api, answers));
    }

    [Fact]
    public async Task After_the_line_to_the_api_was_cut_it_goes_on_where_it_was_and_no_call_fails_meanwhile()
    {
        await using var service = new Service(domain, "package-cut");
        await using var line = new CuttableProxy(IPEndPoint.Parse(domain.Api.Authority));
        var answers = new AnswerLog("the package behind a line that is cut");
        await service.StartAsync("one", host: 0);
        await service.AnswersAsync(count: 1);
        await using (await StartAsync(service, new($"http://{line.EndPoint}"), answers))
        {
            await answers.ComeFromAsync("one");
            var before = questions.All.Count(asked => asked.Status is HttpStatusCode.OK);
            var tag = questions.All.Last(asked => asked.Status is HttpStatusCode.OK).Tag.ShouldNotBeNull();

            line.Cut();
            await Eventually.ThatAsync(
                () => questions.All[^1] is { Status: null, Query: "?healthy=true&wait=30s" } last && last.Known == tag,
                "its long poll breaks off");
            await answers.ComeFromAsync("one");
            line.Mend();
            await service.StartAsync("two", host: 1);
            await answers.ComeFromAsync("one", "two");

            questions.All.Where(asked => asked.Status is HttpStatusCode.OK).ElementAt(before).Known
                .ShouldBe(tag, "it says what it has, and is told what is new");
        }

        answers.Failures.ShouldBeEmpty();
    }

    /// <summary>Starts its calls once the API has an instance, about a second after DNS.</summary>
    private async Task<IAsyncDisposable> StartAsync(Service service, Uri api, AnswerLog answers)
    {
        await Eventually.ThatAsync(
            async () => (await domain.AskAsync($"/v1/services/{service.Claim}/instances?healthy=true"))["instances"]!.AsArray() is [_],
            $"the API has an instance of {service.Claim}");
        return new PackageCaller(service, api, questions, answers);
    }
}
