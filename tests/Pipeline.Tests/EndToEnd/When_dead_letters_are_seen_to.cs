using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.EndToEnd;

public sealed class When_dead_letters_are_seen_to(Moto moto)
{
    private const string Body = """
        {"messageId":"11111111-2222-3333-4444-555555555555","messageType":["urn:message:Pipeline.Contracts:ContainerStopped"],
         "message":{"host":{"name":"red","address":"10.0.0.1"},"containerId":"abcdef0123456789"},"sentTime":"2026-05-01T12:00:00Z"}
        """;

    [Fact]
    public async Task They_are_listed_and_sent_back()
    {
        var (queue, environment) = ("seen-to", await EnvironmentAsync());
        using var sqs = await ClientAsync();
        var source = (await sqs.CreateQueueAsync(queue)).QueueUrl;
        var error = (await sqs.CreateQueueAsync($"{queue}_error")).QueueUrl;
        var id = (await sqs.SendMessageAsync(new SendMessageRequest(error, Body)
        {
            MessageAttributes = new()
            {
                ["Content-Type"] = Text("application/vnd.masstransit+json"),
                ["MT-Fault-ExceptionType"] = Text("Pipeline.Projector.Facts.FactRejectedException"),
                ["MT-Fault-Message"] = Text("names no \u001b[31mhost"),
            },
        })).MessageId;

        var table = await PipelineCommand.RunAsync(environment, "dead-letters", "--queue", queue);
        var json = await PipelineCommand.RunAsync(environment, "dead-letters", "--queue", queue, "--json");
        var wrong = await PipelineCommand.RunAsync(environment, "dead-letters", "redrive", "nothing", "--queue", queue);
        var redriven = await PipelineCommand.RunAsync(environment, "dead-letters", "redrive", id, "--queue", queue);
        var none = await PipelineCommand.RunAsync(environment, "dead-letters", "--queue", queue);

        table.ExitCode.ShouldBe(0, table.Errors);
        string[] shown = [id, "ContainerStopped", "red", "abcdef012345", "names no", $"{queue}_error"];
        foreach (var told in shown) table.Output.ShouldContain(told);
        table.Output.ShouldNotContain("\u001b");
        JsonNode.Parse(json.Output)![0]!["messageId"]!.GetValue<string>().ShouldBe("11111111-2222-3333-4444-555555555555");
        (wrong.ExitCode, wrong.Output).ShouldBe((1, ""));
        wrong.Errors.ShouldContain("no dead letter nothing");
        (redriven.ExitCode, redriven.Output.Trim()).ShouldBe((0, $"{id} ContainerStopped sent back to {queue}"));
        (none.ExitCode, none.Output, none.Errors.Trim()).ShouldBe((0, "", "there are no dead letters"));
        var request = new ReceiveMessageRequest(source) { MessageAttributeNames = ["All"], WaitTimeSeconds = 5 };
        var back = (await sqs.ReceiveMessageAsync(request)).Messages.ShouldHaveSingleItem();
        back.Body.ShouldBe(Body);
        back.MessageAttributes.Keys.ShouldBe(["Content-Type"]);
    }

    [Fact]
    public async Task A_pipeline_on_one_machine_has_none_and_says_so()
    {
        var end = await PipelineCommand.RunAsync("dead-letters");

        (end.ExitCode, end.Output).ShouldBe((2, ""));
        end.Errors.Trim().ShouldBe(
            "no queue is set; the in-memory bus of `up` keeps no dead letters: "
            + "name a projector's queue on AWS with --queue or Pipeline__Queue");
    }

    [Theory]
    [InlineData("no-such-queue", 1, "there is no queue no-such-queue")]
    [InlineData("no queue", 2, "'no queue' is not a queue name")]
    public async Task What_cannot_be_read_is_told_in_one_line(string queue, int exitCode, string why)
    {
        var end = await PipelineCommand.RunAsync(await EnvironmentAsync(), "dead-letters", "--queue", queue);

        (end.ExitCode, end.Output).ShouldBe((exitCode, ""));
        end.Errors.Trim().Split('\n').ShouldHaveSingleItem().ShouldContain(why);
    }

    private async Task<IReadOnlyDictionary<string, string>> EnvironmentAsync() => Moto.Environment(await moto.EndpointAsync());

    private async Task<AmazonSQSClient> ClientAsync() => new(
        new BasicAWSCredentials("testing", "testing"),
        new AmazonSQSConfig { ServiceURL = (await moto.EndpointAsync()).AbsoluteUri, AuthenticationRegion = "us-east-1" });

    private static MessageAttributeValue Text(string text) => new() { DataType = "String", StringValue = text };
}
