using System.Diagnostics;
using System.Text.Json.Nodes;
using MassTransit.AmazonSqsTransport;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Producer.Outbox.Sns;

namespace Pipeline.Producer.Tests.Outbox.Sns;

public sealed class When_a_fact_is_put_into_an_envelope
{
    private readonly FactEnvelope envelope =
        new(SentFacts.Sender, new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero)));

    [Fact]
    public void It_is_written_as_MassTransit_reads_it()
    {
        var written = JsonNode.Parse(envelope.Write(SentFacts.OneOfEach()[3]))!.AsObject();

        written.Remove("host", out var host).ShouldBeTrue();
        host!.AsObject().Select(entry => entry.Key).ShouldBe(
            ["machineName", "processName", "processId", "assembly", "assemblyVersion", "frameworkVersion", "operatingSystemVersion"]);
        JsonNode.DeepEquals(written, JsonNode.Parse("""
            {
              "messageId": "20121732-aaab-81c1-82c1-6dcc74e6745b",
              "conversationId": "20121732-aaab-81c1-82c1-6dcc74e6745b",
              "messageType": ["urn:message:Pipeline.Contracts:ContainerStopped", "urn:message:Pipeline.Contracts:IHostFact"],
              "message": {
                "host": { "name": "i-0123456789abcdef0", "address": "10.0.1.5" },
                "stamp": { "epoch": 1, "sequence": 4 },
                "at": "2026-01-01T00:00:00+00:00",
                "containerId": "c1",
                "cause": "Exited",
                "exitCode": 0
              },
              "sentTime": "2026-01-01T12:00:00Z",
              "headers": {}
            }
            """)).ShouldBeTrue(written.ToJsonString());
    }

    [Fact]
    public void Said_again_it_has_the_same_identifier_and_no_other_fact_has_it()
    {
        var ids = SentFacts.OneOfEach().Concat(SentFacts.OneOfEach("i-2")).Select(FactEnvelope.CreateId).ToList();

        ids.Distinct().Count().ShouldBe(ids.Count);
        SentFacts.OneOfEach().Select(FactEnvelope.CreateId).ShouldBe(ids.Take(ids.Count / 2));
    }

    [Fact]
    public void Several_agents_may_write_at_once()
    {
        var facts = Enumerable.Range(0, 8).SelectMany(host => SentFacts.Started(200, $"i-{host}")).ToList();
        var alone = facts.Select(fact => envelope.Write(fact)).ToList();

        var atOnce = facts.AsParallel().AsOrdered().WithDegreeOfParallelism(8).Select(fact => envelope.Write(fact)).ToList();

        atOnce.ShouldBe(alone);
    }

    [Fact]
    public void It_goes_on_with_the_trace_that_led_to_it()
    {
        using var cause = new Activity("container hint").SetIdFormat(ActivityIdFormat.W3C).Start();

        JsonNode.Parse(envelope.Write(SentFacts.OneOfEach()[0]))!["headers"]!["MT-Activity-Id"]!.GetValue<string>().ShouldBe(cause.Id);
    }

    [Fact]
    public void Its_characters_are_its_bytes()
    {
        var model = new Pipeline.Tests.Facts.ModelHost("i-1", "10.0.1.5");

        envelope.Write(model.Started(model.Container("c1", "größe\u0000\uFFFF", 32768)))
            .ShouldAllBe(letter => letter >= ' ' && letter <= '~');
    }

    [Fact]
    public void Its_topic_is_called_as_MassTransit_calls_it()
    {
        foreach (var kind in FactQueue.Kinds)
            FactTopics.FormatName(kind, scope: null).ShouldBe(new AmazonSqsMessageNameFormatter().GetMessageName(kind));
        FactTopics.FormatName(FactQueue.Kinds[0], "blue").ShouldBe("blue_Pipeline_Contracts-ContainerStarted");
    }
}
