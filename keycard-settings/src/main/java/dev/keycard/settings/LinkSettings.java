package dev.keycard.settings;

import dev.keycard.mail.LinkTemplate;

/** Reads settings that are links in mails. */
final class LinkSettings {

    private LinkSettings() {}

    static Setting<String> setting(String name, String template, String documentation) {
        return new Setting<>(name, SettingTypes.NOT_BLANK, template, documentation);
    }

    /** @throws IllegalArgumentException if it is no link, or needs server.public-url and that is not set */
    static LinkTemplate read(Configuration settings, Setting<String> setting) {
        return LinkTemplate.of(
                setting.name(),
                settings.get(setting),
                settings.get(SiteSettings.PUBLIC_URL).map(Origin::text).orElse(null));
    }
}
