using Microsoft.AspNetCore.Antiforgery;
using Pipeline.Contracts;

namespace Pipeline.Console.Rendering;

/// <summary>
/// Answers in words where a request fails: by what is in it, or by an error of the console's own, whose trace is in the log alone.
/// </summary>
internal static partial class RequestFailure
{
    /// <summary>What is said where an answer would be a status alone.</summary>
    public const string Wordless = "This request cannot be answered (HTTP {0}): it is not what this address takes.\n";

    public static async Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            Refuse(http.Request.QueryString);
            await next(http);
        }
        catch (Exception failure) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            var words = FailureWords.Describe(failure);
            if (IsOfTheRequest(failure))
            {
                http.Response.StatusCode = (failure as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status400BadRequest;
                words = $"This request cannot be read: {words}.\n";
            }
            else
            {
                LogFailure(http.RequestServices.GetRequiredService<ILogger<PageRenderer>>(), failure, http.Request.Path);
                http.Response.StatusCode = StatusCodes.Status500InternalServerError;
                words = $"This failed by an error of Pipeline: {words}. The log of this process says where.\n";
            }

            http.Response.ContentType = "text/plain; charset=utf-8";
            await http.Response.WriteAsync(words, http.RequestAborted);
        }
    }

    // The server refuses a zero byte in a path; in a query it would go on to the database, which stores none.
    private static void Refuse(QueryString query)
    {
        if (query.Value?.Contains("%00", StringComparison.Ordinal) == true)
            throw new BadHttpRequestException("its address holds a zero byte");
    }

    /// <summary>It is no HTTP, or its form is broken.</summary>
    private static bool IsOfTheRequest(Exception failure) =>
        failure is BadHttpRequestException or InvalidDataException or AntiforgeryValidationException;

    [LoggerMessage(LogLevel.Error, "{Path} failed")]
    private static partial void LogFailure(ILogger logger, Exception failure, PathString path);
}
