using System.Diagnostics;
using System.Net;
using Amazon.Runtime;
using Pipeline.Aws.Answers;
using Pipeline.Tests.RealParts;

namespace Pipeline.Aws.Tests.Answers;

/// <summary>A peer says what AWS never says. It is an outage that passes, for every operation, and never data.</summary>
public sealed class When_a_response_is_not_an_answer
{
    private const string Page = "<html><head><title>Sign in</title></head><body>Welcome to the airport</body></html>";

    public static TheoryData<string> Operations => [.. Calls.Operations];

    public static TheoryData<string, string> Foreign
    {
        get
        {
            var table = new TheoryData<string, string>();
            foreach (var operation in Calls.Operations)
            {
                var answer = Calls.Answer(operation);
                string[] bodies =
                [
                    "", " ", "ok", "null", "[]", "{}", "0", "\u0000", Page, $"<!DOCTYPE html>{Page}",
                    answer[..^1], answer + answer, $"<Other>{answer}</Other>",
                    "<ErrorResponse><Error><Code>NotFound</Code></Error></ErrorResponse>",
                    $$"""{"__type":"ServerException","message":"later"}""",
                    "<GetBucketResponse/>",
                ];
                foreach (var body in bodies) table.Add(operation, body);
            }

            return table;
        }
    }

    public static TheoryData<string, string, string> Incomplete => new()
    {
        { "CreateTopic", "<TopicArn>arn:t</TopicArn>", "" },
        { "CreateTopic", "<TopicArn>arn:t</TopicArn>", "<TopicArn/>" },
        { "CreateTopic", "CreateTopicResult", "Result" },
        { "Subscribe", "<SubscriptionArn>arn:s</SubscriptionArn>", "" },
        { "Publish", "<MessageId>m</MessageId>", "" },
        { "PublishBatch", "PublishBatchResult", "Result" },
        { "PublishBatch", "</PublishBatchResult>", "<Successful><member/></Successful></PublishBatchResult>" },
        { "ListTopics", "ListTopicsResult", "Result" },
        { "ListTopics", "</ListTopicsResult>", "<Topics><member/></Topics></ListTopicsResult>" },
        { "ListSubscriptionsByTopic", "ListSubscriptionsByTopicResult", "Result" },
        { "GetTopicAttributes", "<Attributes/>", "" },
        { "GetTopicAttributes", "<Attributes/>", "<Attributes><entry><key>a</key></entry><entry><key>a</key></entry></Attributes>" },
        { "ChangeResourceRecordSets", "<Id>/change/C1</Id>", "" },
        { "ChangeResourceRecordSets", "<Status>PENDING</Status>", "<Status></Status>" },
        { "ChangeResourceRecordSets", "2026-01-02T03:04:05Z", "yesterday" },
        { "GetChange", "ChangeInfo", "Info" },
        { "ListResourceRecordSets", "<ResourceRecordSets/>", "" },
        { "ListResourceRecordSets", "<IsTruncated>false</IsTruncated>", "" },
        { "ListResourceRecordSets", "<IsTruncated>false</IsTruncated>", "<IsTruncated>maybe</IsTruncated>" },
        { "ListResourceRecordSets", "<IsTruncated>false</IsTruncated>", "<IsTruncated>true</IsTruncated>" },
        { "ListResourceRecordSets", "<ResourceRecordSets/>", "<ResourceRecordSets><ResourceRecordSet/></ResourceRecordSets>" },
        {
            "ListResourceRecordSets", "<ResourceRecordSets/>",
            "<ResourceRecordSets><ResourceRecordSet><Name>a.</Name><Type>A</Type><TTL>99999999999999999999</TTL></ResourceRecordSet>"
            + "</ResourceRecordSets>"
        },
        { "ListHostedZonesByName", "<IsTruncated>false</IsTruncated>", "" },
        { "ListHostedZonesByName", "<IsTruncated>false</IsTruncated>", "<IsTruncated>true</IsTruncated>" },
        { "GetHostedZone", "<Name>a.internal.</Name>", "" },
        { "CreateHostedZone", "ChangeInfo", "Info" },
        { "DeleteHostedZone", "ChangeInfo", "Info" },
        { "StopTask", "task\"", "other\"" },
        { "StopTask", """{"taskArn":"arn:1"}""", "null" },
        { "StopTask", """{"taskArn":"arn:1"}""", "{}" },
        { "StopTask", """{"taskArn":"arn:1"}""", """{"taskArn":"arn:1","startedAt":"now"}""" },
        { "StopTask", """{"taskArn":"arn:1"}""", """{"taskArn":"arn:1","startedAt":1e300}""" },
        { "DescribeTasks", "tasks", "other" },
        { "DescribeTasks", "[]", "null" },
        { "ListTasks", "[]", "null" },
        { "ListContainerInstances", "[]", "{}" },
        { "DescribeContainerInstances", "[]", """[{"containerInstanceArn":"arn:i","status":"ACTIVE"}]""" },
    };

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task The_least_that_a_service_answers_is_an_answer(string operation)
    {
        await using var peer = WirePeer.Saying(new Said(200, Calls.Answer(operation)));

        await Calls.CallAsync(operation, peer.Endpoint);
    }

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task A_foreign_body_is_an_outage(string operation, string body)
    {
        await using var peer = WirePeer.Saying(new Said(200, body));

        await ThrowsAsync(operation, peer);
    }

    [Theory]
    [MemberData(nameof(Incomplete))]
    public async Task An_answer_without_what_every_answer_has_is_an_outage(string operation, string member, string instead)
    {
        var answer = Calls.Answer(operation);
        answer.ShouldContain(member);
        await using var peer = WirePeer.Saying(new Said(200, answer.Replace(member, instead, StringComparison.Ordinal)));

        await ThrowsAsync(operation, peer);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task A_connection_that_breaks_within_the_body_is_an_outage(string operation)
    {
        await using var peer = WirePeer.Saying(new Said(200, Calls.Answer(operation)) { IsCut = true });

        await ThrowsAsync(operation, peer);
    }

    [Theory]
    [InlineData("ListTopics", 403)]
    [InlineData("ListResourceRecordSets", 404)]
    [InlineData("DescribeTasks", 407)]
    [InlineData("DescribeTasks", 302)]
    public async Task A_refusal_without_a_code_is_not_the_services(string operation, int status)
    {
        await using var peer = WirePeer.Saying(new Said(status, Page));

        var failure = await Should.ThrowAsync<AmazonServiceException>(() => Calls.CallAsync(operation, peer.Endpoint));
        TransientErrors.IsTransient(failure).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task The_same_call_succeeds_once_it_is_answered(string operation)
    {
        await using var peer = WirePeer.Saying(new Said(200, Page), new Said(200, Calls.Answer(operation)));

        await Calls.CallAsync(operation, peer.Endpoint, retries: 1);
        peer.Heard.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("ListTopics", "<ErrorResponse><Error><Code> NotFound\n</Code></Error></ErrorResponse>", "NotFound")]
    [InlineData("GetChange", "<ErrorResponse><Error><Code>\tNoSuchChange </Code></Error></ErrorResponse>", "NoSuchChange")]
    [InlineData("ListTasks", """{"__type":" com.amazonaws.ecs#ClusterNotFoundException "}""", "ClusterNotFoundException")]
    public async Task A_padded_code_is_the_code(string operation, string body, string code)
    {
        await using var peer = WirePeer.Saying(new Said(400, body));

        var failure = await Should.ThrowAsync<AmazonServiceException>(() => Calls.CallAsync(operation, peer.Endpoint));
        failure.ErrorCode.ShouldBe(code);
        failure.GetType().Name.ShouldStartWith(code);
        TransientErrors.IsTransient(failure).ShouldBeFalse();
    }

    [Fact]
    public async Task A_client_waits_as_long_as_it_is_told()
    {
        var later = new Said(503, Page) { Headers = new Dictionary<string, string> { ["Retry-After"] = "1" } };
        await using var peer = WirePeer.Saying(later, new Said(200, Calls.Answer("ListTasks")));

        var started = Stopwatch.GetTimestamp();
        await Calls.CallAsync("ListTasks", peer.Endpoint, retries: 1);

        Stopwatch.GetElapsedTime(started).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(990));
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("86400", 60)]
    [InlineData("-1", 0)]
    [InlineData("soon", 0)]
    [InlineData("Fri, 02 Jan 2026 03:04:15 GMT", 10)]
    [InlineData("Fri, 02 Jan 2026 03:04:00 GMT", 0)]
    public async Task Whoever_tries_again_knows_the_pause_that_is_asked_for(string header, int seconds)
    {
        await using var peer = WirePeer.Saying(
            new Said(503, Page) { Headers = new Dictionary<string, string> { ["Retry-After"] = header } });

        var failure = await Should.ThrowAsync<AmazonServiceException>(() => Calls.CallAsync("GetChange", peer.Endpoint));
        RetryAfter.Read(failure, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)).ShouldBe(TimeSpan.FromSeconds(seconds));
    }

    private static async Task ThrowsAsync(string operation, WirePeer peer)
    {
        var failure = await Should.ThrowAsync<NotAnAnswerException>(() => Calls.CallAsync(operation, peer.Endpoint));
        (failure.StatusCode, failure.RequestId).ShouldBe((HttpStatusCode.OK, "request-1"));
        failure.Message.ShouldStartWith($"what came with status 200 is not an answer to {operation}: ");
        TransientErrors.IsTransient(failure).ShouldBeTrue();
    }
}
