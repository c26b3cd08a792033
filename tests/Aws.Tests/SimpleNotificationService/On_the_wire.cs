using System.Net;
using System.Web;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

namespace Pipeline.Aws.Tests.SimpleNotificationService;

/// <summary>The exact wire format of requests, and how documented responses are read.</summary>
public sealed class On_the_wire
{
    private const string SpecialCharacters = "a=b&c +% ünë <\"'> \t\r\n 日本 \U0001F433";

    [Fact]
    public async Task A_batch_is_a_form_with_numbered_members()
    {
        await using var service = await ScriptedService.StartAsync(new Answer(200, """
            <PublishBatchResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">
              <PublishBatchResult>
                <Failed>
                  <member><Id>b</Id><Code>InternalError</Code><Message>later</Message><SenderFault>false</SenderFault></member>
                </Failed>
                <Successful><member><Id>a</Id><MessageId>m-1</MessageId><SequenceNumber>7</SequenceNumber></member></Successful>
              </PublishBatchResult>
              <ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata>
            </PublishBatchResponse>
            """));
        using var sns = Client(service);

        var answer = await sns.PublishBatchAsync(new PublishBatchRequest
        {
            TopicArn = "arn:t",
            PublishBatchRequestEntries =
            [
                new() { Id = "a", Message = SpecialCharacters, Subject = "s", MessageGroupId = "g", MessageDeduplicationId = "d" },
                new()
                {
                    Id = "b",
                    Message = "",
                    MessageAttributes = new()
                    {
                        ["text"] = new() { DataType = "String", StringValue = "1" },
                        ["bytes"] = new() { DataType = "Binary", BinaryValue = new([1, 2, 255]) },
                    },
                },
            ],
        });

        var request = service.Received.ShouldHaveSingleItem();
        (request.Method, request.Target, request.Headers["Content-Type"])
            .ShouldBe(("POST", "/", "application/x-www-form-urlencoded; charset=utf-8"));
        request.Headers["Authorization"].ShouldContain("/us-east-1/sns/aws4_request");
        Form(request).ShouldBe(new Dictionary<string, string>
        {
            ["Action"] = "PublishBatch",
            ["Version"] = "2010-03-31",
            ["TopicArn"] = "arn:t",
            ["PublishBatchRequestEntries.member.1.Id"] = "a",
            ["PublishBatchRequestEntries.member.1.Message"] = SpecialCharacters,
            ["PublishBatchRequestEntries.member.1.Subject"] = "s",
            ["PublishBatchRequestEntries.member.1.MessageGroupId"] = "g",
            ["PublishBatchRequestEntries.member.1.MessageDeduplicationId"] = "d",
            ["PublishBatchRequestEntries.member.2.Id"] = "b",
            ["PublishBatchRequestEntries.member.2.Message"] = "",
            ["PublishBatchRequestEntries.member.2.MessageAttributes.entry.1.Name"] = "text",
            ["PublishBatchRequestEntries.member.2.MessageAttributes.entry.1.Value.DataType"] = "String",
            ["PublishBatchRequestEntries.member.2.MessageAttributes.entry.1.Value.StringValue"] = "1",
            ["PublishBatchRequestEntries.member.2.MessageAttributes.entry.2.Name"] = "bytes",
            ["PublishBatchRequestEntries.member.2.MessageAttributes.entry.2.Value.DataType"] = "Binary",
            ["PublishBatchRequestEntries.member.2.MessageAttributes.entry.2.Value.BinaryValue"] = "AQL/",
        }, ignoreOrder: true);

        var success = answer.Successful.ShouldHaveSingleItem();
        (success.Id, success.MessageId, success.SequenceNumber).ShouldBe(("a", "m-1", "7"));
        var failure = answer.Failed.ShouldHaveSingleItem();
        (failure.Id, failure.Code, failure.Message, failure.SenderFault).ShouldBe(("b", "InternalError", "later", false));
        answer.HttpStatusCode.ShouldBe(HttpStatusCode.OK);
        answer.ResponseMetadata.RequestId.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_subscription_is_a_form_with_its_attributes()
    {
        await using var service = await ScriptedService.StartAsync(new Answer(200, """
            <SubscribeResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">
              <SubscribeResult><SubscriptionArn>arn:s</SubscriptionArn></SubscribeResult>
            </SubscribeResponse>
            """));
        using var sns = Client(service);

        (await sns.SubscribeAsync(new SubscribeRequest("arn:t", "sqs", "arn:q")
        {
            Attributes = new() { ["RawMessageDelivery"] = "true", ["FilterPolicy"] = """{"a":["b"]}""" },
            ReturnSubscriptionArn = true,
        })).SubscriptionArn.ShouldBe("arn:s");

        Form(service.Received.Single()).ShouldBe(new Dictionary<string, string>
        {
            ["Action"] = "Subscribe",
            ["Version"] = "2010-03-31",
            ["TopicArn"] = "arn:t",
            ["Protocol"] = "sqs",
            ["Endpoint"] = "arn:q",
            ["Attributes.entry.1.key"] = "RawMessageDelivery",
            ["Attributes.entry.1.value"] = "true",
            ["Attributes.entry.2.key"] = "FilterPolicy",
            ["Attributes.entry.2.value"] = """{"a":["b"]}""",
            ["ReturnSubscriptionArn"] = "true",
        }, ignoreOrder: true);
    }

    [Fact]
    public async Task A_page_has_the_token_of_the_next()
    {
        await using var service = await ScriptedService.StartAsync(
            new Answer(
                200,
                "<ListTopicsResponse><ListTopicsResult><Topics><member><TopicArn>arn:1</TopicArn></member></Topics>"
                + "<NextToken>n+1=</NextToken></ListTopicsResult></ListTopicsResponse>"),
            new Answer(200, "<ListTopicsResponse><ListTopicsResult><Topics/></ListTopicsResult></ListTopicsResponse>"));
        using var sns = Client(service);

        var first = await sns.ListTopicsAsync(new ListTopicsRequest());
        var second = await sns.ListTopicsAsync(new ListTopicsRequest(first.NextToken));

        (first.Topics.Single().TopicArn, first.NextToken).ShouldBe(("arn:1", "n+1="));
        second.Topics.ShouldBeNull();
        second.NextToken.ShouldBeNull();
        Form(service.Received[0]).ShouldNotContainKey("NextToken");
        Form(service.Received[1])["NextToken"].ShouldBe("n+1=");
    }

    [Theory]
    [InlineData("NotFound", typeof(NotFoundException))]
    [InlineData("InvalidParameter", typeof(InvalidParameterException))]
    [InlineData("ParameterValueInvalid", typeof(InvalidParameterValueException))]
    [InlineData("AuthorizationError", typeof(AuthorizationErrorException))]
    [InlineData("TooManyEntriesInBatchRequest", typeof(TooManyEntriesInBatchRequestException))]
    [InlineData("BatchRequestTooLong", typeof(BatchRequestTooLongException))]
    [InlineData("ValidationException", typeof(ValidationException))]
    [InlineData("SomethingNew", typeof(AmazonSimpleNotificationServiceException))]
    public async Task An_error_code_maps_to_its_exception(string code, Type exception)
    {
        await using var service = await ScriptedService.StartAsync(Error(400, code));
        using var sns = Client(service);

        var failure = (AmazonSimpleNotificationServiceException)await Should.ThrowAsync(
            () => sns.PublishAsync(new PublishRequest("arn:t", "m")), exception);

        failure.GetType().ShouldBe(exception);
        (failure.ErrorCode, failure.Message, failure.RequestId, failure.StatusCode, failure.ErrorType)
            .ShouldBe((code, "because", "r-9", HttpStatusCode.BadRequest, Amazon.Runtime.ErrorType.Sender));
    }

    [Fact]
    public async Task Throttling_is_retried()
    {
        await using var service = await ScriptedService.StartAsync(Error(429, "Throttled"), Error(400, "KMSThrottling"), new Answer(
            200, "<PublishResponse><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>"));
        using var sns = Client(service, retries: 2);

        (await sns.PublishAsync(new PublishRequest("arn:t", "m"))).MessageId.ShouldBe("m");
        service.Received.Count.ShouldBe(3);
    }

    private static Answer Error(int status, string code) => new(status, $"""
        <ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">
          <Error><Type>Sender</Type><Code>{code}</Code><Message>because</Message></Error>
          <RequestId>r-9</RequestId>
        </ErrorResponse>
        """);

    private static AmazonSimpleNotificationServiceClient Client(ScriptedService service, int retries = 0) => new(
        ScriptedService.Credentials,
        new AmazonSimpleNotificationServiceConfig
        {
            ServiceURL = service.Endpoint.AbsoluteUri,
            AuthenticationRegion = "us-east-1",
            MaxErrorRetry = retries
        });

    private static Dictionary<string, string> Form(Received request)
    {
        var form = HttpUtility.ParseQueryString(request.Body);
        return form.AllKeys.ToDictionary(key => key!, key => form[key]!);
    }
}
