using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Samples.Common;

/// <summary>Basic authentication (RFC 7617) against one pair of <see cref="Credentials"/>.</summary>
internal sealed class BasicAuthentication(
    Credentials credentials, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string Name = "Basic";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
        !AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out var header) ? AuthenticateResult.NoResult()
        : Name.Equals(header.Scheme, StringComparison.OrdinalIgnoreCase) && credentials.Matches(header.Parameter)
            ? AuthenticateResult.Success(CreateTicket())
        : AuthenticateResult.Fail("wrong credentials"));

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Basic realm=\"samples\", charset=\"UTF-8\"";
        return Task.CompletedTask;
    }

    private AuthenticationTicket CreateTicket() =>
        new(new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.Name, credentials.User)], Name)), Name);
}

/// <summary>Registers Basic authentication.</summary>
public static class BasicAuthenticationExtensions
{
    /// <summary>Requires the credentials on every endpoint that does not allow anonymous access.</summary>
    public static IServiceCollection AddBasicAuthentication(this IServiceCollection services, Credentials credentials)
    {
        services.AddSingleton(credentials);
        services.AddWebEncoders();
        services.TryAddSingleton(TimeProvider.System);
        // AddAuthentication would also add data protection, which only cookies need.
        services.AddAuthenticationCore(all => all.DefaultScheme = BasicAuthentication.Name);
        new AuthenticationBuilder(services).AddScheme<AuthenticationSchemeOptions, BasicAuthentication>(BasicAuthentication.Name, null);
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        return services;
    }
}
