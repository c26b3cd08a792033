using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Producer.Engines.Ecs;

namespace Pipeline.Producer.Tests.Engines;

public class When_a_task_has_its_own_interface
{
    private const string TaskAnswer = """
        {
          "Arn": "arn:aws:ecs:eu-west-1:123456789012:task/prod/0123",
          "DesiredStatus": "RUNNING",
          "KnownStatus": "RUNNING",
          "Family": "calc",
          "Version": "7",
          "Containers": [
            {
              "DockerId": "c1",
              "DockerName": "ecs-calc-7-web",
              "Name": "web",
              "Networks": [{ "NetworkMode": "awsvpc", "IPv4Addresses": ["10.0.5.20"] }]
            },
            {
              "DockerId": "c2",
              "DockerName": "ecs-calc-7-sidecar",
              "Name": "sidecar",
              "Networks": [{ "NetworkMode": "awsvpc", "IPv4Addresses": ["10.0.5.21"] }]
            }
          ]
        }
        """;

    private Uri? asked;

    [Fact]
    public async Task The_ecs_agent_of_the_host_knows_its_address()
    {
        (await FindAsync("c2", HttpStatusCode.OK, TaskAnswer)).ShouldBe(new InterfaceAddresses("10.0.5.21"));
        asked.ShouldBe(new Uri("http://localhost:51678/v1/tasks?dockerid=c2"));
    }

    [Theory]
    [InlineData("""{"Containers":[{"DockerId":"c1","Networks":[{"NetworkMode":"bridge","IPv4Addresses":["172.17.0.2"]}]}]}""")]
    [InlineData("""{"Containers":[{"DockerId":"c1"}]}""")]
    [InlineData("""{"Containers":[]}""")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("not json")]
    public async Task An_answer_without_an_address_means_that_nobody_knows(string answer) =>
        (await FindAsync("c1", HttpStatusCode.OK, answer)).ShouldBeNull();

    [Fact]
    public async Task A_container_that_the_ecs_agent_does_not_know_has_none() =>
        (await FindAsync("c1", HttpStatusCode.NotFound, TaskAnswer)).ShouldBeNull();

    [Fact]
    public async Task An_ecs_agent_that_is_absent_is_no_failure() =>
        (await FindAsync(() => throw new HttpRequestException("connection refused"))).ShouldBeNull();

    [Fact]
    public async Task An_ecs_agent_that_is_silent_is_no_failure() =>
        (await FindAsync(() => throw new TaskCanceledException("the client's deadline"))).ShouldBeNull();

    private Task<InterfaceAddresses?> FindAsync(string containerId, HttpStatusCode status, string body) =>
        FindAsync(() => new HttpResponseMessage(status) { Content = new StringContent(body) }, containerId);

    private async Task<InterfaceAddresses?> FindAsync(Func<HttpResponseMessage> answer, string containerId = "c1")
    {
        using var http = new HttpClient(new Stub(request =>
        {
            asked = request.RequestUri;
            return answer();
        }));
        var introspection = new EcsIntrospectionClient(
            new Uri("http://localhost:51678"), http, NullLogger<EcsIntrospectionClient>.Instance);
        return await introspection.FindAsync(containerId, CancellationToken.None);
    }

    private sealed class Stub(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel) =>
            Task.Run(() => answer(request), cancel);
    }
}
