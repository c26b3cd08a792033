using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Pipeline.Tests.Route53Emulator.Wire;
using Pipeline.Tests.Route53Emulator.Zones;

namespace Pipeline.Tests.Route53Emulator;

/// <summary>Maps HTTP requests to the account.</summary>
internal sealed class Endpoints(Emulator emulator, Rules rules, TimeProvider time)
{
    private const string Version = "/2013-04-01";

    public void MapTo(WebApplication server)
    {
        server.UseRouting();
        Map(Actions.Change, "POST", "/hostedzone/{id}/rrset", (account, call, body) =>
            account.Change(Id(call), Documents.ReadBatch(body!)));
        Map(Actions.List, "GET", "/hostedzone/{id}/rrset", (account, call, _) =>
            account.List(Id(call), StartOf(call.Request.Query), MaxItems(call, rules.PageSize)));
        Map(Actions.GetChange, "GET", "/change/{id}", (account, call, _) => account.GetChange(Id(call)));
        Map(Actions.GetZone, "GET", "/hostedzone/{id}", (account, call, _) => account.GetZone(Id(call)));
        Map(Actions.ListZonesByName, "GET", "/hostedzonesbyname", (account, call, _) =>
            account.ListZones(call.Request.Query["dnsname"], call.Request.Query["hostedzoneid"], MaxItems(call, 100)));
        Map(Actions.CreateZone, "POST", "/hostedzone", (account, _, body) => account.CreateZone(
            Documents.Text(body!, "Name")!, Documents.Text(body!, "CallerReference")!, body!.Element(
                Answer.Namespace + "VPC") is not null));
        Map(Actions.DeleteZone, "DELETE", "/hostedzone/{id}", (account, call, _) => account.DeleteZone(Id(call)));

        void Map(string action, string method, string path, Func<Account, HttpContext, XElement?, Answer> perform) =>
            server.MapMethods(Version + path, [method], call => AnswerAsync(call, action, perform));
    }

    private async Task AnswerAsync(HttpContext call, string action, Func<Account, HttpContext, XElement?, Answer> perform)
    {
        var body = await ReadAsync(call.Request);
        var fault = emulator.NextFault(action);
        if (fault is Fault.ErrorResponse(var status, var code, var message))
        {
            await WriteAsync(call.Response, Answer.Error(status, code, message));
            return;
        }

        if (fault is Fault.Break { Done: false })
        {
            call.Abort();
            return;
        }

        var answer = Perform(call, action, perform, body);
        if (fault is Fault.Delay(var by)) await Task.Delay(by, time, call.RequestAborted);
        if (action is Actions.Change && answer.Status == 200) await Task.Delay(rules.Processing, time, call.RequestAborted);
        if (fault is Fault.Break) call.Abort();
        else if (fault is Fault.Foreign foreign)
        {
            call.Response.StatusCode = foreign.Status;
            await call.Response.WriteAsync(foreign.Body);
        }
        else await WriteAsync(call.Response, fault is Fault.FailAfter
            ? Answer.Error(500, "InternalFailure", "The request processing has failed because of an unknown error.") : answer);
    }

    private Answer Perform(HttpContext call, string action, Func<Account, HttpContext, XElement?, Answer> perform, XElement? body)
    {
        try
        {
            return emulator.Perform(action, account => perform(account, call, body));
        }
        catch (MalformedException malformed)
        {
            return Answer.Error(400, "InvalidInput", malformed.Message);
        }
    }

    private static async Task<XElement?> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength is null or 0) return null;
        using var reader = XmlReader.Create(request.Body, new XmlReaderSettings { Async = true, DtdProcessing = DtdProcessing.Prohibit });
        return await XElement.LoadAsync(reader, LoadOptions.PreserveWhitespace, request.HttpContext.RequestAborted);
    }

    private static async Task WriteAsync(HttpResponse response, Answer answer)
    {
        response.StatusCode = answer.Status;
        response.ContentType = "text/xml";
        response.Headers["x-amzn-RequestId"] = Guid.NewGuid().ToString();
        await response.WriteAsync("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + answer.Body.ToString(SaveOptions.DisableFormatting));
    }

    private static string Id(HttpContext call) => (string)call.Request.RouteValues["id"]!;

    private static int MaxItems(HttpContext call, int limit) =>
        int.TryParse(call.Request.Query["maxitems"], NumberStyles.None, CultureInfo.InvariantCulture, out var requested)
            ? Math.Clamp(requested, 1, limit) : limit;

    /// <summary>The start of a page: a name, a name and type, or a name, type and identifier.</summary>
    private static RecordId? StartOf(IQueryCollection query) =>
        ((string?)query["name"], (string?)query["type"], (string?)query["identifier"]) switch
        {
            (null, null, null) => null,
            (null, _, _) => throw new MalformedException("The request is invalid: a type or an identifier needs a name"),
            (_, null, not null) => throw new MalformedException("The request is invalid: an identifier needs a type"),
            var (name, type, identifier) => new RecordId(Escapes.Read(name), type ?? "", identifier),
        };
}
