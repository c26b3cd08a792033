using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Pipeline.Console.Access;

/// <summary>Sessions and antiforgery. The keys live in memory: after a restart everybody signs in again.</summary>
internal static class AccessHosting
{
    private static readonly TimeSpan SessionLasts = TimeSpan.FromHours(8);

    public static void AddConsoleAccess(this IServiceCollection services)
    {
        services.AddDataProtection();
        services.Configure<KeyManagementOptions>(keys =>
        {
            keys.XmlRepository = new KeysInMemory();
            keys.XmlEncryptor = new NullXmlEncryptor();
        });
        services.AddAuthentication().AddCookie(AccessRules.Session, session =>
        {
            session.Cookie.Name = "pipeline-session";
            session.Cookie.HttpOnly = true;
            session.Cookie.SameSite = SameSiteMode.Strict;
            session.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            session.ExpireTimeSpan = SessionLasts;
        });
        services.AddAntiforgery(forms =>
        {
            forms.Cookie.Name = "pipeline-form";
            forms.Cookie.SameSite = SameSiteMode.Strict;
            forms.FormFieldName = "form";
            forms.SuppressXFrameOptionsHeader = true; // AccessFilter sets it for every response
        });
        services.AddSingleton<AccessRules>();
        services.AddSingleton<AccessFilter>();
    }

    private sealed class KeysInMemory : IXmlRepository
    {
        private readonly List<XElement> keys = [];

        public IReadOnlyCollection<XElement> GetAllElements()
        {
            lock (keys) return [.. keys];
        }

        public void StoreElement(XElement element, string friendlyName)
        {
            lock (keys) keys.Add(element);
        }
    }
}
