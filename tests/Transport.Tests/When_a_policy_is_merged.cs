using System.Text.Json.Nodes;
using CsCheck;
using Pipeline.Aws.Transport.Topology;

namespace Pipeline.Transport.Tests;

public sealed class When_a_policy_is_merged
{
    private const string Queue = "arn:aws:sqs:eu-west-1:123456789012:facts";

    private static string Topic(string name) => $"arn:aws:sns:eu-west-1:123456789012:{name}";

    [Fact]
    public void A_queue_without_a_policy_allows_only_the_topics()
    {
        var policy = JsonNode.Parse(QueuePolicy.AllowTopics(null, Queue, [Topic("b"), Topic("a")])!)!;

        var statement = policy["Statement"]!.AsArray().ShouldHaveSingleItem()!;
        statement["Principal"]!["Service"]!.GetValue<string>().ShouldBe("sns.amazonaws.com");
        statement["Resource"]!.GetValue<string>().ShouldBe(Queue);
        statement["Condition"]!["ArnLike"]!["aws:SourceArn"]!.AsArray().Select(arn => arn!.GetValue<string>())
            .ShouldBe([Topic("a"), Topic("b")]);
    }

    [Theory]
    [InlineData(
        """
        {"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"QUEUE",
         "Condition":{"ArnEquals":{"aws:SourceArn":"TOPIC"}}}
        """, true)]
    [InlineData(
        """
        {"Effect":"Allow","Principal":{"Service":["ec2.amazonaws.com","sns.amazonaws.com"]},
         "Action":["SQS:SendMessage"],"Resource":["QUEUE"],
         "Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:sns:*:123456789012:*"}}}
        """, true)]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"sqs:*","Resource":"*"}""", true)]
    [InlineData(
        """
        {"Effect":"Allow","Principal":"*","Action":"sqs:SendMessage","Resource":"QUEUE",
         "Condition":{"StringEquals":{"aws:SourceArn":["TOPIC"]}}}
        """, true)]
    [InlineData("""{"Effect":"Deny","Principal":"*","Action":"sqs:SendMessage","Resource":"QUEUE"}""", false)]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"sqs:SendMessage","Resource":"QUEUE"}""", false)]
    [InlineData(
        """
        {"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},
         "Action":"sqs:ReceiveMessage","Resource":"QUEUE"}
        """, false)]
    [InlineData(
        """
        {"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},
         "Action":"sqs:SendMessage","Resource":"arn:aws:sqs:eu-west-1:123456789012:other"}
        """, false)]
    [InlineData(
        """
        {"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"QUEUE",
         "Condition":{"ArnLike":{"aws:SourceArn":"TOPIC2"}}}
        """, false)]
    [InlineData(
        """
        {"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"QUEUE",
         "Condition":{"StringEquals":{"aws:SourceArn":"arn:aws:sns:*"}}}
        """, false)]
    [InlineData(
        """
        {"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"QUEUE",
         "Condition":{"ArnLike":{"aws:SourceArn":"TOPIC"},"Bool":{"aws:SecureTransport":"true"}}}
        """, false)]
    public void A_statement_is_added_only_if_none_allows_the_topic(string statement, bool allowed)
    {
        var written = statement.Replace("QUEUE", Queue).Replace("TOPIC", Topic("started"));

        foreach (var policy in (
            string[])[$$"""{"Version":"2012-10-17","Statement":[{{written}}]}""", $$"""{"Version":"2008-10-17","Statement":{{written}}}"""])
        {
            var merged = QueuePolicy.AllowTopics(policy, Queue, [Topic("started")]);
            (merged is null).ShouldBe(allowed);
            if (merged is null) continue;
            JsonNode.Parse(merged)!["Statement"]!.AsArray().Count.ShouldBe(2);
            JsonNode.DeepEquals(JsonNode.Parse(merged)!["Statement"]![0], JsonNode.Parse(written)).ShouldBeTrue();
            QueuePolicy.AllowTopics(merged, Queue, [Topic("started")]).ShouldBeNull("a second call changes nothing");
        }
    }

    [Fact]
    public void In_any_order_all_topics_are_allowed_in_the_end_and_nothing_else_changes()
    {
        var names = Gen.Char['a', 'f'].Select(letter => Topic(letter.ToString())).Array[0, 6];
        Gen.Select(names.Array[1, 5], Gen.String.Array[0, 3]).Sample((rounds, foreign) =>
        {
            var own = new JsonArray([.. foreign.Select(sid => new JsonObject { ["Sid"] = sid, ["Effect"] = "Deny", ["Action"] = sid })]);
            string? policy = new JsonObject { ["Id"] = "own", ["Statement"] = own.DeepClone() }.ToJsonString();
            foreach (var topics in rounds) policy = QueuePolicy.AllowTopics(policy, Queue, topics) ?? policy;

            QueuePolicy.AllowTopics(policy, Queue, rounds.SelectMany(topics => topics)).ShouldBeNull();
            var merged = JsonNode.Parse(policy)!;
            merged["Id"]!.GetValue<string>().ShouldBe("own");
            foreach (var (index, statement) in own.Index()) JsonNode.DeepEquals(merged["Statement"]![index], statement).ShouldBeTrue();
        });
    }
}
