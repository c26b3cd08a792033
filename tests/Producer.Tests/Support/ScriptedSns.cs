using System.Text.RegularExpressions;
using System.Web;

namespace Pipeline.Producer.Tests.Support;

/// <summary>An SNS on loopback that takes and refuses entries of batches as it is told, and keeps what it took.</summary>
internal sealed partial class ScriptedSns(Func<string, ScriptedSns.Verdict> judge)
{
    public enum Verdict
    {
        Taken,

        /// <summary>Refused for now.</summary>
        Later,

        /// <summary>Refused because of what it is.</summary>
        Never,

        /// <summary>The whole call fails because of it.</summary>
        Spoils,

        /// <summary>In neither list of the answer.</summary>
        Unnamed,

        /// <summary>In both lists of the answer.</summary>
        NamedTwice,
    }

    private readonly List<string> taken = [];

    /// <summary>What was taken, by what it was about.</summary>
    public IReadOnlyList<string> Taken
    {
        get
        {
            lock (taken) return [.. taken];
        }
    }

    public Answered Answer(Asked question)
    {
        var form = HttpUtility.ParseQueryString(question.Body);
        if (form["Action"] != "PublishBatch")
            return Error("AuthorizationError", $"is not authorized to perform: SNS:{form["Action"]}", 403);
        var entries = form.AllKeys
            .Where(key => key is not null && EntryId().IsMatch(key))
            .Select(key => EntryId().Match(key!).Groups["entry"].Value)
            .Select(entry => (Id: form[$"{entry}.Id"]!, Subject: Subject().Match(form[$"{entry}.Message"]!).Groups["id"].Value))
            .Select(entry => (entry.Id, entry.Subject, Verdict: judge(entry.Subject)))
            .ToList();
        if (entries.Any(entry => entry.Verdict is Verdict.Spoils)) return Error("InvalidParameter", "Invalid parameter: an entry", 400);

        lock (taken) taken.AddRange(entries.Where(entry => entry.Verdict is Verdict.Taken).Select(entry => entry.Subject));
        var successes = entries.Where(entry => entry.Verdict is Verdict.Taken or Verdict.NamedTwice).Select(entry => Success(entry.Id));
        var failures = entries.Where(entry => entry.Verdict is not (Verdict.Taken or Verdict.Unnamed))
            .Select(entry => Failure(entry.Id, entry.Verdict is Verdict.Later));
        return new(200, $"""
            <PublishBatchResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishBatchResult>
              <Successful>{string.Concat(successes)}</Successful>
              <Failed>{string.Concat(failures)}</Failed>
            </PublishBatchResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></PublishBatchResponse>
            """, "text/xml");
    }

    private static string Success(string id) => $"<member><Id>{id}</Id><MessageId>m</MessageId></member>";

    private static string Failure(string id, bool isTransient) => isTransient
        ? $"<member><Id>{id}</Id><Code>InternalError</Code><Message>later</Message><SenderFault>false</SenderFault></member>"
        : $"<member><Id>{id}</Id><Code>InvalidParameter</Code><Message>never</Message><SenderFault>true</SenderFault></member>";

    private static Answered Error(string code, string message, int status) => new(status, $"""
        <ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">
        <Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error>
        <RequestId>r</RequestId>
        </ErrorResponse>
        """, "text/xml");

    [GeneratedRegex(@"^(?<entry>PublishBatchRequestEntries\.member\.\d+)\.Id$")]
    private static partial Regex EntryId();

    [GeneratedRegex("\"(container\":\\{\"id|containerId)\":\"(?<id>[^\"]+)\"")]
    private static partial Regex Subject();
}
