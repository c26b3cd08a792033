using System.Net.Sockets;
using System.Text.Json;

namespace Pipeline.Contracts.Tests.Failures;

public sealed class When_a_failure_is_told
{
    public static TheoryData<Exception, string> Failures => new()
    {
        {
            new AggregateException(new SocketException((int)SocketError.ConnectionRefused)),
            "the connection was refused: nothing listens there"
        },
        { new IOException("The response ended prematurely. (ResponseEnded)"), "the connection was closed before the answer was complete" },
        { new HttpRequestException("x", new SocketException((int)SocketError.HostNotFound)), "the name is not known" },
        {
            new HttpRequestException("Connection refused (192.0.2.1:443)", new SocketException((int)SocketError.ConnectionRefused)),
            "192.0.2.1:443: the connection was refused: nothing listens there"
        },
        {
            new HttpRequestException(
                "An error occurred while sending the request.",
                new HttpIOException(HttpRequestError.ResponseEnded, "The response ended prematurely.")),
            "the connection was closed before the answer was complete"
        },
        {
            new InvalidOperationException("the topic is gone: no (Parameter 'x')", new ArgumentException("no", "x")),
            "the topic is gone: no"
        },
        { new HttpRequestException("Received an invalid status line: 'SSH-2.0'."), "the answer is not HTTP" },
        { new UnauthorizedAccessException("Access to '/x' is denied.", new IOException("Permission denied")), "Access to '/x' is denied" },
        {
            new EndOfStreamException("Attempted to read past the end of the stream."),
            "the connection was closed before the answer was complete"
        },
        { new KeyNotFoundException("The given key 'x' was not present in the dictionary."), "it met a value that it did not expect" },
        { new TaskCanceledException("The request was canceled due to the configured HttpClient.Timeout"), "no answer in time" },
        { new ArgumentNullException("envelope"), "envelope is missing" },
        { new ArgumentException("Not a port", "port"), "Not a port" },
        { new JsonException("The JSON value could not be converted to System.Int32. Path: $.host | LineNumber: 0", "$.host", 0, 1),
            "it is not the JSON that is expected at $.host" },
        { new InvalidOperationException("One or more errors occurred. (the disk is full)"), "the disk is full" },
        { new InvalidOperationException("Exception of type 'System.Exception' was thrown."), "it failed without a word" },
    };

    [Theory, MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public void It_is_told_in_words_and_names_no_type(Exception failure, string words) => FailureWords.Describe(failure).ShouldBe(words);
}
